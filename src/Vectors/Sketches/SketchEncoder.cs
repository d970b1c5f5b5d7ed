using RagCluster.Vectors.Codes;

namespace RagCluster.Vectors.Sketches;

/// <summary>Makes sketches of codes.</summary>
internal static unsafe class SketchEncoder
{
    /// <summary>Projects codes to the directions.</summary>
    internal static void Project(in CodedQuery codes, sbyte* directions, Span<int> values)
    {
        for (int i = 0; i < values.Length; i++)
            values[i] = Int8Kernel.Dot(codes, directions + ((nint)i * codes.Stride));
    }

    /// <summary>Writes a sketch by a step.</summary>
    internal static void Encode(ReadOnlySpan<int> values, double step, Span<sbyte> sketch)
    {
        double inverse = 1 / step;
        for (int i = 0; i < values.Length; i++)
            sketch[i] = (sbyte)Math.Round(Math.Clamp(values[i] * inverse, -CodeScale.CodeMax, CodeScale.CodeMax));
    }
}
