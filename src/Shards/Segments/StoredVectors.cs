using System.Runtime.InteropServices;
using RagCluster.Shards.Files;
using RagCluster.Vectors;

namespace RagCluster.Shards.Segments;

/// <summary>
/// The vectors of a segment where they lie; a row's blocks are checked when it is first read. Of length 1, or 0 for a row without one.
/// </summary>
internal sealed class StoredVectors(Section section, int dimensions) : IVectorRows
{
    private readonly int _rowBytes = dimensions * sizeof(float);

    /// <inheritdoc/>
    public int Dimensions => dimensions;

    /// <inheritdoc/>
    public int Count => section.Length / _rowBytes;

    /// <inheritdoc/>
    public ReadOnlySpan<float> this[int row] => MemoryMarshal.Cast<byte, float>(section.Slice(row * _rowBytes, _rowBytes));

    /// <summary>All rows one after the other, once every block of them is checked.</summary>
    internal ReadOnlySpan<float> Whole() => MemoryMarshal.Cast<byte, float>(section.Whole().Span);
}
