using System.Runtime.Intrinsics;

namespace RagCluster.Vectors.Codes;

/// <summary>
/// How floats become int8 codes: code = round((value - mean) / step), cut to -127 … 127. The step comes from the range of the values, not
/// from their norm: unit vectors of 384 dimensions have values of about 0.05 and would use 7 of 255 codes. One step serves all dimensions,
/// so that inner products of codes are those of the vectors. Queries have a step of their own, for they are only compared with codes.
/// </summary>
internal sealed class CodeScale
{
    /// <summary>The largest code; -128 is not used, so that every code has a negative.</summary>
    internal const int CodeMax = 127;

    private readonly float[] _mean;

    internal CodeScale(float[] mean, float step)
    {
        _mean = mean;
        Step = step;
    }

    /// <summary>What one unit of a row's code is worth.</summary>
    internal float Step { get; }

    /// <summary>Subtracted from rows: what all rows share tells none from another. One value a dimension.</summary>
    internal ReadOnlySpan<float> Mean => _mean;

    internal void EncodeRow(ReadOnlySpan<float> row, Span<sbyte> codes) => Encode(row, _mean, 1 / Step, codes);

    /// <summary>Encodes a query for inner products: the mean would only add the same to every row.</summary>
    /// <returns>The query's step.</returns>
    internal static float EncodeForDot(ReadOnlySpan<float> query, Span<sbyte> codes)
    {
        float step = StepOf(LargestMagnitude(query, []));
        Encode(query, [], 1 / step, codes);
        return step;
    }

    /// <summary>Encodes a query for distances, which need the mean subtracted on both sides.</summary>
    /// <returns>The query's step.</returns>
    internal float EncodeForDistance(ReadOnlySpan<float> query, Span<sbyte> codes)
    {
        float step = StepOf(LargestMagnitude(query, _mean));
        Encode(query, _mean, 1 / step, codes);
        return step;
    }

    /// <summary>The step by which values up to a magnitude use all codes; 1 where there is nothing to scale.</summary>
    internal static float StepOf(float magnitude) => magnitude > 0 && float.IsFinite(magnitude) ? magnitude / CodeMax : 1;

    private static float LargestMagnitude(ReadOnlySpan<float> values, ReadOnlySpan<float> mean)
    {
        Vector128<float> most = Vector128<float>.Zero;
        int i = 0;
        for (; i + Vector128<float>.Count <= values.Length; i += Vector128<float>.Count)
        {
            Vector128<float> value = Vector128.Create(values[i..]);
            most = Vector128.Max(most, Vector128.Abs(mean.IsEmpty ? value : value - Vector128.Create(mean[i..])));
        }

        float largest = MathF.Max(MathF.Max(most[0], most[1]), MathF.Max(most[2], most[3]));
        for (; i < values.Length; i++)
            largest = MathF.Max(largest, MathF.Abs(mean.IsEmpty ? values[i] : values[i] - mean[i]));
        return largest;
    }

    // Values that are not finite become 0 or the end of the range: they are the caller's, but must not become another row's memory.
    private static void Encode(ReadOnlySpan<float> values, ReadOnlySpan<float> mean, float inverse, Span<sbyte> codes)
    {
        int i = 0;
        Vector128<float> factor = Vector128.Create(inverse);
        Vector128<float> limit = Vector128.Create((float)CodeMax);
        for (; i + Vector128<float>.Count <= values.Length; i += Vector128<float>.Count)
        {
            Vector128<float> value = Vector128.Create(values[i..]);
            if (!mean.IsEmpty)
                value -= Vector128.Create(mean[i..]);
            Vector128<int> code = Vector128.ConvertToInt32(Vector128.Round(Vector128.Clamp(value * factor, -limit, limit)));
            codes[i] = (sbyte)code[0];
            codes[i + 1] = (sbyte)code[1];
            codes[i + 2] = (sbyte)code[2];
            codes[i + 3] = (sbyte)code[3];
        }

        for (; i < values.Length; i++)
        {
            float value = mean.IsEmpty ? values[i] : values[i] - mean[i];
            codes[i] = (sbyte)MathF.Round(Math.Clamp(value * inverse, -CodeMax, CodeMax));
        }

        codes[values.Length..].Clear();
    }
}
