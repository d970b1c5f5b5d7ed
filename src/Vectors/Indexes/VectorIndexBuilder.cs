using RagCluster.Vectors.Rows;
using RagCluster.Vectors.Sections;

namespace RagCluster.Vectors.Indexes;

/// <summary>Builds indexes.</summary>
public static class VectorIndexBuilder
{
    /// <summary>Builds an index over rows.</summary>
    /// <param name="rows">The rows; for cosine of length 1. The index reads them as long as it is used.</param>
    /// <param name="included">The rows that have a vector: one bit a row, 64 a word; empty for all.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellationToken">Ends the build between two batches of rows.</param>
    /// <exception cref="ArgumentException">The rows are too many for one section of 1 GiB or the options are not possible.</exception>
    public static VectorIndex Build(
        IVectorRows rows,
        ReadOnlySpan<ulong> included,
        VectorIndexOptions options,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(options);
        Check(options);
        if (rows.Dimensions > SectionLimits.DimensionsMax)
            throw new ArgumentException($"{rows.Dimensions} dimensions are more than {SectionLimits.DimensionsMax}.", nameof(rows));
        BuildPlan plan = BuildPlan.Draw(rows, Numbers(rows.Count, included), options);
        if (plan.Layout.Length > SectionLimits.BytesMax)
            throw new ArgumentException(
                $"The index of {rows.Count} rows would have {plan.Layout.Length} bytes, more than {SectionLimits.BytesMax}.",
                nameof(rows)
            );
        return new IndexBuild(rows, plan, options, cancellationToken).Run();
    }

    private static int[] Numbers(int count, ReadOnlySpan<ulong> included)
    {
        List<int> numbers = new(count);
        for (int row = 0; row < count; row++)
        {
            if (included.IsEmpty || new RowFilter(included, 0).Contains(row))
                numbers.Add(row);
        }

        return [.. numbers];
    }

    private static void Check(VectorIndexOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Degree, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Degree, IndexHeader.DegreeMax);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.BuildWidth, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Alpha, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Threads, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(options.CalibrationRows);
    }
}
