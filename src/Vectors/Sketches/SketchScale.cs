using System.Buffers.Binary;
using RagCluster.Vectors.Sections;

namespace RagCluster.Vectors.Sketches;

/// <summary>What a product of sketches is worth, and what it leaves out.</summary>
/// <param name="Direction">The length of the directions that codes are projected to, in their own codes.</param>
/// <param name="Step">What one unit of a row's sketch is worth.</param>
/// <param name="RestNorm">The mean squared length of what the sketches of rows leave out, in units of codes.</param>
/// <param name="RestDimensions">How many dimensions that is spread over: the square of the sum of its variances over the sum of their
/// squares.</param>
internal readonly record struct SketchScale(float Direction, float Step, float RestNorm, float RestDimensions)
{
    internal void Write(Span<byte> target)
    {
        BinaryPrimitives.WriteSingleLittleEndian(target, Direction);
        BinaryPrimitives.WriteSingleLittleEndian(target[sizeof(float)..], Step);
        BinaryPrimitives.WriteSingleLittleEndian(target[(2 * sizeof(float))..], RestNorm);
        BinaryPrimitives.WriteSingleLittleEndian(target[(3 * sizeof(float))..], RestDimensions);
    }

    internal static SketchScale Read(ReadOnlySpan<byte> source)
    {
        SketchScale scale = new(
            BinaryPrimitives.ReadSingleLittleEndian(source),
            BinaryPrimitives.ReadSingleLittleEndian(source[sizeof(float)..]),
            BinaryPrimitives.ReadSingleLittleEndian(source[(2 * sizeof(float))..]),
            BinaryPrimitives.ReadSingleLittleEndian(source[(3 * sizeof(float))..])
        );
        bool isSound =
            IsPositive(scale.Direction)
            && IsPositive(scale.Step)
            && IsPositive(scale.RestDimensions)
            && float.IsFinite(scale.RestNorm)
            && scale.RestNorm >= 0;
        return isSound ? scale : throw new InvalidVectorSectionException("The scale of the sketches is not positive.");
    }

    private static bool IsPositive(float value) => float.IsFinite(value) && value > 0;
}
