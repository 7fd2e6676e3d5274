import type { Upload } from '@touchline/shared/client/uploads.ts';
import { Component, createRef } from 'preact';
import { Drawing } from './drawing.tsx';

type Props = { of: Pick<Upload, 'picture'> | undefined };

/** A file of this device as a small picture, or as a sheet of paper. */
export class Picture extends Component<Props> {
  place = createRef<HTMLCanvasElement>();
  drawn: ImageBitmap | undefined;

  override componentDidMount() {
    this.draw();
  }

  override componentDidUpdate() {
    this.draw();
  }

  draw() {
    const { current: canvas } = this.place;
    const picture = this.props.of?.picture;
    if (!canvas || !picture || picture === this.drawn) return;
    this.drawn = picture;
    canvas.width = picture.width;
    canvas.height = picture.height;
    canvas.getContext('2d')?.drawImage(picture, 0, 0);
  }

  render({ of }: Props) {
    if (of?.picture) return <canvas class="picture" ref={this.place} />;
    return (
      <span class="picture">
        <Drawing path="M6 3h8l5 5v13H6zm8 0v5h5" />
      </span>
    );
  }
}
