using RagCluster.Lexical.Sections;

namespace RagCluster.Lexical.Postings;

/// <summary>
/// A bound on the scores of a block that holds for any constants and any average length. BM25's term score falls with
/// floor · (1/f) + slope · (length/f), a linear form with coefficients of at least 0, so over a block it is greatest at a corner of the
/// lower left convex hull of the points (1/f, length/f). A block keeps four corners as (frequency, length code); of more, neighbours are
/// joined into a point that bounds both. Source of the idea: S. Ding and T. Suel, "Faster top-k document retrieval using block-max
/// indexes", SIGIR 2011, whose maxima hold for one average length only.
/// </summary>
internal static class BlockImpacts
{
    /// <summary>Corners kept for every block.</summary>
    internal const int Count = 4;

    /// <summary>A frequency from here on counts as endless.</summary>
    internal const int FrequencyMax = (1 << 24) - 1;

    private const float Endless = 1e30f;

    /// <summary>A corner as stored: the frequency above, the length code below.</summary>
    internal static uint Join(int frequency, byte code) => (uint)Math.Min(frequency, FrequencyMax) << 8 | code;

    /// <summary>
    /// The frequency of a corner, that of the first being the greatest of its block; for one that was too great to store a number beyond
    /// all norms.
    /// </summary>
    internal static float FrequencyOf(uint corner) => corner >> 8 == FrequencyMax ? Endless : corner >> 8;

    /// <summary>
    /// Finds the corners of a block, the one of the greatest frequency first; fewer than <see cref="Count"/> are repeated.
    /// </summary>
    /// <param name="postings">The block.</param>
    /// <param name="lengths">The lengths of the rows.</param>
    /// <param name="corners">Takes <see cref="Count"/> corners.</param>
    internal static void Find(ReadOnlySpan<Posting> postings, in LengthTable lengths, Span<uint> corners)
    {
        ReadOnlySpan<int> codeLengths = lengths.CodeLengths;
        Span<uint> points = stackalloc uint[postings.Length];
        for (int i = 0; i < points.Length; i++)
        {
            byte code = lengths.Codes[postings[i].Row];
            if (code >= codeLengths.Length)
                throw CheckedBytes.Damaged($"row {postings[i].Row} has length code {code} of {codeLengths.Length}");
            points[i] = Join(postings[i].Frequency, code);
        }

        // By falling frequency, and of one frequency the shortest row first: x rises, and a point counts only when its y falls.
        points.Sort(static (left, right) => left >> 8 != right >> 8 ? (right >> 8).CompareTo(left >> 8) : left.CompareTo(right));
        Span<uint> hull = stackalloc uint[postings.Length];
        int count = 0;
        foreach (uint point in points)
        {
            if (count > 0 && Y(point, codeLengths) >= Y(hull[count - 1], codeLengths))
                continue;
            while (count > 1 && !IsCorner(hull[count - 2], hull[count - 1], point, codeLengths))
                count--;
            hull[count++] = point;
        }

        while (count > Count)
            count = JoinClosest(hull[..count], codeLengths);
        for (int i = 0; i < Count; i++)
            corners[i] = hull[Math.Min(i, count - 1)];
    }

    private static double X(uint point) => 1.0 / (point >> 8);

    private static double Y(uint point, ReadOnlySpan<int> codeLengths) => codeLengths[(byte)point] / (double)(point >> 8);

    // Along the hull x rises and y falls; the middle point is a corner when it lies below the line between its neighbours.
    private static bool IsCorner(uint left, uint middle, uint right, ReadOnlySpan<int> codeLengths)
    {
        double cross =
            (X(middle) - X(left)) * (Y(right, codeLengths) - Y(left, codeLengths))
            - (Y(middle, codeLengths) - Y(left, codeLengths)) * (X(right) - X(left));
        return cross > 0;
    }

    private static int JoinClosest(Span<uint> hull, ReadOnlySpan<int> codeLengths)
    {
        int best = 0;
        double least = double.MaxValue;
        for (int i = 0; i + 1 < hull.Length; i++)
        {
            double added = (X(hull[i + 1]) - X(hull[i])) * (Y(hull[i], codeLengths) - Y(hull[i + 1], codeLengths));
            if (added < least)
                (least, best) = (added, i);
        }

        // The joined point has the x of the left and the y of the right, which it reaches by a length between theirs.
        int frequency = (int)(hull[best] >> 8);
        int length = (int)(Y(hull[best + 1], codeLengths) * frequency);
        hull[best] = Join(frequency, LengthCodes.Encode(length, codeLengths));
        hull[(best + 2)..].CopyTo(hull[(best + 1)..]);
        return hull.Length - 1;
    }
}
