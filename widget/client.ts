export const wake=()=>{}
