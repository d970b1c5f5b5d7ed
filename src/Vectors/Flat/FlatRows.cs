using System.Buffers.Binary;
using System.Runtime.InteropServices;
using RagCluster.Vectors.Distances;
using RagCluster.Vectors.Rows;
using RagCluster.Vectors.Sections;

namespace RagCluster.Vectors.Flat;

/// <summary>
/// Immutable vectors in one block, in memory or in a section of a mapped file, searched by comparing every row: exact, and no build time.
/// Safe for concurrent use.
/// </summary>
public sealed class FlatRows : IVectorRows
{
    // "RAGVROWS", then version, metric, dimensions and rows; the rows start at the next cache line.
    private const ulong Magic = 0x5357_4F52_5647_4152;
    private const int Version = 1;
    private const int HeaderBytes = 64;
    private const int FieldCount = 4;

    private readonly float[]? _values;
    private readonly ReadOnlyMemory<byte> _section;

    /// <summary>Takes rows over; the caller doesn't change them afterwards. For cosine they have length 1 (or 0).</summary>
    /// <param name="values">The rows one after the other.</param>
    /// <param name="dimensions">Values of one row; at least 1.</param>
    /// <param name="metric">How to compare.</param>
    /// <exception cref="ArgumentException">The values are not a whole number of rows.</exception>
    public FlatRows(float[] values, int dimensions, Metric metric)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentOutOfRangeException.ThrowIfLessThan(dimensions, 1);
        if (values.Length % dimensions != 0)
            throw new ArgumentException($"{values.Length} values are not a whole number of rows of {dimensions}.", nameof(values));
        _values = values;
        Metric = metric;
        Dimensions = dimensions;
        Count = values.Length / dimensions;
    }

    private FlatRows(ReadOnlyMemory<byte> section, int dimensions, int count, Metric metric)
    {
        _section = section;
        Metric = metric;
        Dimensions = dimensions;
        Count = count;
    }

    /// <summary>How vectors are compared.</summary>
    public Metric Metric { get; }

    /// <summary>Values of one row.</summary>
    public int Dimensions { get; }

    /// <summary>Rows held.</summary>
    public int Count { get; }

    private ReadOnlySpan<float> Values => _values is null ? MemoryMarshal.Cast<byte, float>(_section.Span[HeaderBytes..]) : _values;

    /// <summary>The vector of a row.</summary>
    /// <param name="row">0 to <see cref="Count"/> - 1.</param>
    public ReadOnlySpan<float> this[int row] => Values.Slice(row * Dimensions, Dimensions);

    /// <summary>Opens rows over their bytes, which stay where they are and valid as long as the rows are used.</summary>
    /// <param name="section">What <see cref="WriteTo"/> wrote; best at a multiple of 64.</param>
    /// <exception cref="InvalidVectorSectionException">The bytes are no rows of this version.</exception>
    public static FlatRows Open(ReadOnlyMemory<byte> section)
    {
        ReadOnlySpan<byte> bytes = section.Span;
        if (bytes.Length < HeaderBytes || BinaryPrimitives.ReadUInt64LittleEndian(bytes) != Magic)
            throw new InvalidVectorSectionException("The section does not start as rows of vectors do.");
        Span<int> fields = stackalloc int[FieldCount];
        for (int i = 0; i < FieldCount; i++)
            fields[i] = BinaryPrimitives.ReadInt32LittleEndian(bytes[(sizeof(ulong) + i * sizeof(int))..]);
        if (fields[0] != Version)
            throw new InvalidVectorSectionException($"The rows have version {fields[0]}; this program reads version {Version}.");
        Metric metric = (Metric)fields[1];
        if (
            !Enum.IsDefined(metric)
            || fields[2] < 1
            || fields[3] < 0
            || (long)fields[2] * fields[3] * sizeof(float) != bytes.Length - HeaderBytes
        )
            throw new InvalidVectorSectionException(
                $"The section of {bytes.Length} bytes does not hold {fields[3]} rows of {fields[2]} values."
            );
        return new FlatRows(section, fields[2], fields[3], metric);
    }

    /// <summary>Writes the rows as a section.</summary>
    /// <param name="target">Where to.</param>
    /// <exception cref="InvalidOperationException">They are more than a section's 1 GiB: hold fewer rows in a segment.</exception>
    public void WriteTo(Stream target)
    {
        ArgumentNullException.ThrowIfNull(target);
        ReadOnlySpan<byte> values = MemoryMarshal.AsBytes(Values);
        if (values.Length + HeaderBytes > SectionLimits.BytesMax)
            throw new InvalidOperationException(
                $"{Count} rows of {Dimensions} are {values.Length} bytes, more than a section's {SectionLimits.BytesMax}."
            );
        Span<byte> header = stackalloc byte[HeaderBytes];
        header.Clear();
        BinaryPrimitives.WriteUInt64LittleEndian(header, Magic);
        ReadOnlySpan<int> fields = [Version, (int)Metric, Dimensions, Count];
        for (int i = 0; i < fields.Length; i++)
            BinaryPrimitives.WriteInt32LittleEndian(header[(sizeof(ulong) + i * sizeof(int))..], fields[i]);
        target.Write(header);
        target.Write(values);
    }

    /// <summary>How near a row is to a query.</summary>
    /// <param name="query">The query; for cosine of length 1.</param>
    /// <param name="row">The row.</param>
    public double Similarity(ReadOnlySpan<float> query, int row) => VectorMath.Similarity(Metric, query, this[row]);

    /// <summary>The nearest rows, nearest first, equal ones by row number.</summary>
    /// <param name="query">The query; for cosine of length 1.</param>
    /// <param name="limit">The most rows.</param>
    /// <param name="rows">Which rows may be returned: one bit a row, 64 a word; empty for all rows.</param>
    /// <param name="cancellationToken">Checked every few thousand rows.</param>
    public RowSimilarity[] Nearest(ReadOnlySpan<float> query, int limit, ReadOnlySpan<ulong> rows, CancellationToken cancellationToken) =>
        FlatSearch.Nearest(Values, Metric, query, limit, rows, cancellationToken);
}
