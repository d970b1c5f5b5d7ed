using System.Buffers.Binary;
using RagCluster.Vectors.Distances;
using RagCluster.Vectors.Sections;

namespace RagCluster.Vectors.Indexes;

/// <summary>The first bytes of an index: magic, version, shape, step and parts, little-endian.</summary>
/// <param name="Shape">The sizes.</param>
/// <param name="Step">What one unit of a row's code is worth.</param>
/// <param name="MeanNorm">The mean squared length of the rows' codes.</param>
internal sealed record IndexHeader(IndexShape Shape, float Step, float MeanNorm)
{
    // "RAGVECIX"
    private const ulong Magic = 0x5849_4345_5647_4152;
    private const int Version = 1;

    // Parts that an index need not have: a bit each.
    private const int BitsPart = 1;
    private const int SketchesPart = 2;
    private const int LayersMax = 8;
    private const int LayerSizesAt = 64;
    private const int LengthAt = 56;

    /// <summary>The most links of a node.</summary>
    internal const int DegreeMax = 256;

    internal void Write(Span<byte> target, long length)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(target, Magic);
        ReadOnlySpan<int> fields =
        [
            Version,
            (int)Shape.Metric,
            Shape.Dimensions,
            Shape.RowCount,
            Shape.NodeCount,
            Shape.Degree,
            Shape.UpperDegree,
            Shape.LayerSizes.Length,
            BitConverter.SingleToInt32Bits(Step),
            BitConverter.SingleToInt32Bits(MeanNorm),
            (Shape.HasBits ? BitsPart : 0) | (Shape.HasSketches ? SketchesPart : 0),
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
        Require(version == Version, $"The vector index has version {version}; this program reads version {Version}.");
        int layers = Field(section, 7);
        Require(layers is >= 0 and <= LayersMax, $"{layers} layers are not possible.");
        int[] sizes = new int[layers];
        for (int i = 0; i < layers; i++)
            sizes[i] = BinaryPrimitives.ReadInt32LittleEndian(section[(LayerSizesAt + i * sizeof(int))..]);
        int parts = Field(section, 10);
        Require((parts & ~(BitsPart | SketchesPart)) == 0, "The vector index has parts that this program does not know.");
        IndexShape shape = new()
        {
            Metric = (Metric)Field(section, 1),
            Dimensions = Field(section, 2),
            RowCount = Field(section, 3),
            NodeCount = Field(section, 4),
            Degree = Field(section, 5),
            UpperDegree = Field(section, 6),
            LayerSizes = sizes,
            HasBits = (parts & BitsPart) != 0,
            HasSketches = (parts & SketchesPart) != 0,
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

    private static void Check(IndexShape shape)
    {
        Require(Enum.IsDefined(shape.Metric), "The metric is unknown.");
        Require(shape.Dimensions is >= 1 and <= SectionLimits.DimensionsMax, $"{shape.Dimensions} dimensions are not possible.");
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
