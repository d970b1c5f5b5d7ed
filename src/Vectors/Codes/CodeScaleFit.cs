namespace RagCluster.Vectors.Codes;

/// <summary>
/// Chooses mean and step from a sample of the rows. A few far values must not make all others coarse: the range is cut where the squared
/// error over the sample is least.
/// </summary>
internal static class CodeScaleFit
{
    private const int SampleRows = 4096;

    // Shares of the largest magnitude tried as the range. On Gaussian values about 0.75 of the largest is best; on even ones 1.
    private static readonly float[] Ranges = [1f, 0.85f, 0.7f, 0.55f, 0.4f, 0.25f, 0.1f];

    internal static CodeScale Fit(IVectorRows rows, ReadOnlySpan<int> included)
    {
        int dimensions = rows.Dimensions;
        int sampled = Math.Min(included.Length, SampleRows);
        float[] mean = new float[dimensions];
        if (sampled == 0)
            return new CodeScale(mean, 1);
        double[] sums = new double[dimensions];
        for (int i = 0; i < sampled; i++)
        {
            ReadOnlySpan<float> row = rows[Sampled(included, i, sampled)];
            for (int d = 0; d < dimensions; d++)
                sums[d] += row[d];
        }

        for (int d = 0; d < dimensions; d++)
            mean[d] = Finite((float)(sums[d] / sampled));
        float[] magnitudes = new float[sampled * dimensions];
        for (int i = 0; i < sampled; i++)
        {
            ReadOnlySpan<float> row = rows[Sampled(included, i, sampled)];
            for (int d = 0; d < dimensions; d++)
                magnitudes[i * dimensions + d] = Finite(MathF.Abs(row[d] - mean[d]));
        }

        return new CodeScale(mean, BestStep(magnitudes));
    }

    private static int Sampled(ReadOnlySpan<int> included, int i, int sampled) => included[(int)((long)i * included.Length / sampled)];

    private static float Finite(float value) => float.IsFinite(value) ? value : 0;

    private static float BestStep(float[] magnitudes)
    {
        float largest = magnitudes.Max();
        float best = CodeScale.StepOf(largest);
        double least = double.PositiveInfinity;
        foreach (float range in Ranges)
        {
            float step = CodeScale.StepOf(largest * range);
            double error = 0;
            foreach (float magnitude in magnitudes)
            {
                float difference = magnitude - step * MathF.Min(MathF.Round(magnitude / step), CodeScale.CodeMax);
                error += difference * difference;
            }

            if (error < least)
                (least, best) = (error, step);
        }

        return best;
    }
}
