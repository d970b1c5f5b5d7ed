using RagCluster.Vectors.Codes;

namespace RagCluster.Vectors.Sketches;

/// <summary>
/// Chooses what sketches hold: the 64 directions in which the codes of the rows vary most, as int8, so that sketches are exact integers.
/// </summary>
/// <param name="Directions">The directions' codes, one after the other, each padded to the stride.</param>
/// <param name="Scale">What products of sketches are worth.</param>
internal sealed record SketchFit(sbyte[] Directions, SketchScale Scale)
{
    // Five rows for each of 384 dimensions.
    private const int SampleMax = 2048;
    private const int SampleMin = 1000;

    // With less of the rows' variance, what sketches leave out strays as much as rows differ: texts embedded by the built-in model have
    // less, and sketches gained nothing sure there.
    private const double ShareMin = 0.45;

    /// <summary>Chooses directions for rows; null where sketches would not pay.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="order">Numbers of rows in a random order.</param>
    /// <param name="scale">How rows become codes.</param>
    internal static SketchFit? Choose(IVectorRows rows, ReadOnlySpan<int> order, CodeScale scale)
    {
        int stride = CodeBuffer.StrideOf(rows.Dimensions);
        if (stride < SketchShape.StrideMin || order.Length < SampleMin)
            return null;
        sbyte[][] sample = Encode(rows, order[..Math.Min(order.Length, SampleMax)], scale, stride);
        double[][] covariance = Covariance(sample, rows.Dimensions);
        (double[][] directions, RestVariance rest) = PrincipalDirections.Find(covariance, SketchShape.Values);
        double all = covariance.Select((line, i) => line[i]).Sum();
        if (!(all > 0) || rest.Sum > (1 - ShareMin) * all)
            return null;
        double largest = directions.Max(direction => direction.Max(Math.Abs));
        float length = (float)(CodeScale.CodeMax / largest);
        sbyte[] codes = EncodeDirections(directions, length, stride);
        float step = StepFor(sample, codes, stride);
        return new SketchFit(codes, new SketchScale(length, step, (float)rest.Sum, (float)rest.Dimensions));
    }

    private static sbyte[][] Encode(IVectorRows rows, ReadOnlySpan<int> order, CodeScale scale, int stride)
    {
        sbyte[][] sample = new sbyte[order.Length][];
        for (int i = 0; i < sample.Length; i++)
        {
            sample[i] = new sbyte[stride];
            scale.EncodeRow(rows[order[i]], sample[i]);
        }

        return sample;
    }

    // Of each pair of dimensions the mean product over the sample. Codes have their mean taken away.
    private static unsafe double[][] Covariance(sbyte[][] sample, int dimensions)
    {
        int stride = CodeBuffer.StrideOf(sample.Length);
        sbyte[] columns = new sbyte[(long)dimensions * stride];
        for (int i = 0; i < sample.Length; i++)
        {
            for (int j = 0; j < dimensions; j++)
                columns[(j * stride) + i] = sample[i][j];
        }

        double[][] covariance = new double[dimensions][];
        CodeBuffer buffer = new(stride);
        fixed (sbyte* start = columns)
        {
            for (int i = 0; i < dimensions; i++)
            {
                covariance[i] = new double[dimensions];
                CodedQuery column = buffer.Load(start + ((nint)i * stride));
                for (int j = 0; j <= i; j++)
                    covariance[i][j] = covariance[j][i] = (double)Int8Kernel.Dot(column, start + ((nint)j * stride)) / sample.Length;
            }
        }

        return covariance;
    }

    private static sbyte[] EncodeDirections(double[][] directions, float length, int stride)
    {
        sbyte[] codes = new sbyte[directions.Length * stride];
        for (int i = 0; i < directions.Length; i++)
        {
            for (int j = 0; j < directions[i].Length; j++)
                codes[(i * stride) + j] = (sbyte)Math.Round(Math.Clamp(directions[i][j] * length, -CodeScale.CodeMax, CodeScale.CodeMax));
        }

        return codes;
    }

    private static unsafe float StepFor(sbyte[][] sample, sbyte[] directions, int stride)
    {
        CodeBuffer buffer = new(stride);
        int largest = 1;
        Span<int> values = stackalloc int[SketchShape.Values];
        fixed (sbyte* start = directions)
        {
            foreach (sbyte[] codes in sample)
            {
                codes.CopyTo(buffer.Narrow);
                SketchEncoder.Project(buffer.Widen(), start, values);
                foreach (int value in values)
                    largest = Math.Max(largest, Math.Abs(value));
            }
        }

        return (float)largest / CodeScale.CodeMax;
    }
}
