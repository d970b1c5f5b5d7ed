using System.Runtime.CompilerServices;
using RagCluster.Vectors.Codes;

namespace RagCluster.Vectors.Graphs;

/// <summary>The negative inner product: for searches by cosine and by inner product.</summary>
internal readonly struct DotDistance : IRowDistance
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public unsafe int To(in GraphLayer layer, in CodedQuery query, int node) => -Int8Kernel.Dot(query, layer.CodesOf(node));
}
