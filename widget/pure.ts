/** A component that is drawn again only when one of its properties is another: in a long thread, nearly never. */
import { Component } from 'preact';

export abstract class Pure<Props, State = object> extends Component<Props, State> {
  override shouldComponentUpdate(next: Readonly<Props>, nextState: Readonly<State>): boolean {
    return nextState !== this.state || differs(this.props, next) || differs(next, this.props);
  }
}

function differs(a: object, b: object): boolean {
  for (const key in a) if (a[key as never] !== b[key as never]) return true;
  return false;
}
