using System.Buffers.Binary;
using RagCluster.Vectors.Distances;

namespace RagCluster.Vectors.Sections;

/// <summary>The first bytes of an index: magic, version, shape and step, little-endian.</summary>
/// <param name="Shape">The sizes.</param>
/// <param name="Step">What one unit of a row's code is worth.</param>
/// <param name="MeanNorm">The mean squared length of the rows' codes.</param>
internal sealed record IndexHeader(IndexShape Shape, float Step, float MeanNorm)
{
    // "RAGVECIX"
    private const ulong Magic = 0x5849_4345_5647_4152;
    private const int FirstVersion = 1;

    // With a line of bits for each row after the codes; otherwise the same.
    private const int FirstLinesVersion = 2;

    // As the first two, with a table of slacks after that of the efforts.
    private const int SlackVersion = 3;
    private const int SlackLinesVersion = 4;

    // As those two, with sketches at the end.
    private const int SketchVersion = 5;
    private const int SketchLinesVersion = 6;

    // As versions 3 and 5, with blocks of bits after the codes.
    private const int SlackBitsVersion = 7;
    private const int SketchBitsVersion = 8;
    private const int LayersMax = 8;
    private const int LayerSizesAt = 64;
    private const int LengthAt = 56;

    /// <summary>The most dimensions: distances of more could exceed 32 bits.</summary>
    internal const int DimensionsMax = 16_384;

    /// <summary>The most links of a node.</summary>
    internal const int DegreeMax = 256;

    /// <summary>A section's size limit: larger segments are split by whoever makes them.</summary>
    internal const long SectionBytesMax = 1L << 30;

    internal void Write(Span<byte> target, long length)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(target, Magic);
        ReadOnlySpan<int> fields =
        [
            VersionOf(Shape),
            (int)Shape.Metric,
            Shape.Dimensions,
            Shape.RowCount,
            Shape.NodeCount,
            Shape.Degree,
            Shape.UpperDegree,
            Shape.LayerSizes.Length,
            BitConverter.SingleToInt32Bits(Step),
            BitConverter.SingleToInt32Bits(MeanNorm),
        ];
        for (int i = 0; i < fields.Length; i++)
            BinaryPrimitives.WriteInt32LittleEndian(target[(sizeof(ulong) + i * sizeof(int))..], fields[i]);
        BinaryPrimitives.WriteInt64LittleEndian(target[LengthAt..], length);
        for (int i = 0; i < Shape.LayerSizes.Length; i++)
            BinaryPrimitives.WriteInt32LittleEndian(target[(LayerSizesAt + i * sizeof(int))..], Shape.LayerSizes[i]);
    }

    internal static IndexHeader Read(ReadOnlySpan<byte> section)
    {
        Require(section.Length >= IndexLayout.HeaderBytes, "The section is shorter than a header.");
        Require(BinaryPrimitives.ReadUInt64LittleEndian(section) == Magic, "The section does not start as a vector index does.");
        int version = Field(section, 0);
        Require(
            version is >= FirstVersion and <= SketchBitsVersion,
            $"The vector index has version {version}; this program reads versions {FirstVersion} to {SketchBitsVersion}."
        );
        int layers = Field(section, 7);
        Require(layers is >= 0 and <= LayersMax, $"{layers} layers are not possible.");
        var sizes = new int[layers];
        for (int i = 0; i < layers; i++)
            sizes[i] = BinaryPrimitives.ReadInt32LittleEndian(section[(LayerSizesAt + i * sizeof(int))..]);
        var shape = new IndexShape
        {
            Metric = (Metric)Field(section, 1),
            Dimensions = Field(section, 2),
            RowCount = Field(section, 3),
            NodeCount = Field(section, 4),
            Degree = Field(section, 5),
            UpperDegree = Field(section, 6),
            LayerSizes = sizes,
            HasBits = version >= SlackBitsVersion,
            HasLinesOfBits = version is FirstLinesVersion or SlackLinesVersion or SketchLinesVersion,
            HasSketches = version is SketchVersion or SketchLinesVersion or SketchBitsVersion,
            HasSlacks = version >= SlackVersion,
        };
        Check(shape);
        float step = BitConverter.Int32BitsToSingle(Field(section, 8));
        Require(float.IsFinite(step) && step > 0, "The step of the codes is not positive.");
        float meanNorm = BitConverter.Int32BitsToSingle(Field(section, 9));
        Require(float.IsFinite(meanNorm) && meanNorm >= 0, "The mean length of the codes is negative.");
        long length = BinaryPrimitives.ReadInt64LittleEndian(section[LengthAt..]);
        Require(
            length == new IndexLayout(shape).Length && length == section.Length,
            $"The section has {section.Length} bytes, not those of its header ({length})."
        );
        return new IndexHeader(shape, step, meanNorm);
    }

    private static int VersionOf(IndexShape shape) =>
        (shape.HasSlacks, shape.HasSketches) switch
        {
            (_, true) => shape.HasBits ? SketchBitsVersion
            : shape.HasLinesOfBits ? SketchLinesVersion
            : SketchVersion,
            (true, _) => shape.HasBits ? SlackBitsVersion
            : shape.HasLinesOfBits ? SlackLinesVersion
            : SlackVersion,
            _ => shape.HasLinesOfBits ? FirstLinesVersion : FirstVersion,
        };

    private static void Check(IndexShape shape)
    {
        Require(Enum.IsDefined(shape.Metric), "The metric is unknown.");
        Require(shape.Dimensions is >= 1 and <= DimensionsMax, $"{shape.Dimensions} dimensions are not possible.");
        Require(
            shape.RowCount >= 0 && shape.NodeCount >= 0 && shape.NodeCount <= shape.RowCount,
            "The numbers of rows and nodes contradict each other."
        );
        Require(shape.Degree is >= 1 and <= DegreeMax && shape.UpperDegree is >= 1 and <= DegreeMax, "The degrees are not possible.");
        Require(shape.LayerSizes.Length > 0 == shape.NodeCount > 0, "The layers don't fit the number of nodes.");
        int below = shape.NodeCount;
        foreach (int size in shape.LayerSizes)
        {
            Require(size >= 1 && size <= below, "A layer is larger than the one below.");
            below = size;
        }
    }

    private static int Field(ReadOnlySpan<byte> section, int index) =>
        BinaryPrimitives.ReadInt32LittleEndian(section[(sizeof(ulong) + index * sizeof(int))..]);

    private static void Require(bool condition, string otherwise)
    {
        if (!condition)
            throw new InvalidVectorSectionException(otherwise);
    }
}
