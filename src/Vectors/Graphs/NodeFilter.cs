using System.Runtime.CompilerServices;

namespace RagCluster.Vectors.Graphs;

/// <summary>Which nodes may be returned: a bitmap over rows, and the row of each node.</summary>
/// <param name="words">The bitmap.</param>
/// <param name="wordCount">Its words; rows beyond don't pass.</param>
/// <param name="rowOfNode">The row of each node.</param>
internal readonly unsafe struct NodeFilter(ulong* words, int wordCount, int* rowOfNode)
{
    // A damaged row number, negative or too large, doesn't pass.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool Passes(int node)
    {
        int row = rowOfNode[node];
        return (uint)(row >> 6) < (uint)wordCount && (words[row >> 6] >> row & 1) != 0;
    }
}
