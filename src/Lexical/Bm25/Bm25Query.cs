namespace RagCluster.Lexical.Bm25;

/// <summary>
/// A query with its weights, ready to score segments. BM25 by S. Robertson and H. Zaragoza, "The Probabilistic Relevance Framework: BM25
/// and Beyond", 2009; fields enter as weighted frequencies of one row (Robertson, Zaragoza and Taylor, "Simple BM25 extension to multiple
/// weighted fields", CIKM 2004), so an empty title costs nothing. The inverse document frequency is ln(1 + (N - n + 0.5) / (n + 0.5)).
/// </summary>
public sealed class Bm25Query
{
    /// <summary>Relative error of single precision that one term may add to a bound, with room to spare.</summary>
    internal const double RoundingSlack = 1e-6;

    private readonly double _lengthFloor;
    private readonly double _lengthSlope;

    /// <summary>Weighs the terms of a query.</summary>
    /// <param name="terms">The query's terms.</param>
    /// <param name="statistics">Statistics of all rows that the query is asked of.</param>
    /// <param name="options">The constants.</param>
    public Bm25Query(IReadOnlyList<QueryTerm> terms, TermStatistics statistics, Bm25Options options)
    {
        ArgumentNullException.ThrowIfNull(terms);
        ArgumentNullException.ThrowIfNull(statistics);
        ArgumentNullException.ThrowIfNull(options);
        Terms = [.. terms];
        Weights = [.. terms.Select(term => Weigh(term, statistics, options))];
        _lengthFloor = options.K1 * (1 - options.B);
        double averageLength = statistics.TotalLength > 0 ? (double)statistics.TotalLength / statistics.RowCount : 1;
        _lengthSlope = options.K1 * options.B / averageLength;
    }

    /// <summary>How many of the query's distinct terms a row must hold: 1 for any, the number of terms for all.</summary>
    public int MinimumMatch { get; init; } = 1;

    /// <summary>Phrases that a hit must hold. A segment without positions asks for all their words only.</summary>
    public IReadOnlyList<QueryPhrase> Phrases { get; init; } = [];

    internal QueryTerm[] Terms { get; }

    internal double[] Weights { get; }

    /// <summary>Whether no row without this term is a hit.</summary>
    internal bool Requires(int term)
    {
        if (Terms.Length > 1 && MinimumMatch >= Terms.Length)
            return true;
        for (int i = 0; i < Phrases.Count; i++)
        {
            foreach (PhraseWord word in Phrases[i].Words)
            {
                if (word.Term == term)
                    return true;
            }
        }

        return false;
    }

    /// <summary>An upper bound of every row's score: each term's weight as if it filled the row.</summary>
    public double ScoreMax => Weights.Sum();

    internal double Norm(int rowLength) => _lengthFloor + _lengthSlope * rowLength;

    internal double Score(double weight, int frequency, int rowLength) =>
        weight * frequency / (frequency + _lengthFloor + _lengthSlope * rowLength);

    private static double Weigh(QueryTerm term, TermStatistics statistics, Bm25Options options)
    {
        long holding = statistics.DocumentFrequencies.GetValueOrDefault(term.Term);
        double rest = Math.Max(0, statistics.RowCount - holding);
        return term.Count * Math.Log(1 + (rest + 0.5) / (holding + 0.5)) * (options.K1 + 1);
    }
}
