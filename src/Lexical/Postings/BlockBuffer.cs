using System.Runtime.CompilerServices;

namespace RagCluster.Lexical.Postings;

/// <summary>Room for one decoded block on the stack.</summary>
[InlineArray(BlockPacking.Length)]
internal struct BlockBuffer
{
    private int _first;
}
