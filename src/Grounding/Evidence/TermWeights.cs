namespace RagCluster.Grounding.Evidence;

/// <summary>
/// How much each question term tells: rarer is more (inverse document frequency, Spärck Jones 1972), over the collection when
/// its statistics are given, else over the passages at hand.
/// </summary>
internal sealed class TermWeights
{
    private readonly double[] _weights;
    private readonly bool[] _isAbsent;

    internal TermWeights(AnalysedQuestion question, IReadOnlyList<PassageText> passages, Func<string, WordFrequency?>? frequency)
    {
        _weights = new double[question.Terms.Length];
        _isAbsent = new bool[question.Terms.Length];
        Found = new bool[question.Terms.Length];
        for (int i = 0; i < _weights.Length; i++)
        {
            Token token = question.Terms[i].Token;
            int holding = passages.Count(p => p.Whole.Match(token) > 0 || p.Frame.Match(token) > 0);
            Found[i] = holding > 0;
            WordFrequency? held = frequency?.Invoke(token.Word);
            _isAbsent[i] = holding == 0 && held is { Holding: 0 };
            double share = (held ?? new WordFrequency(holding, passages.Count)).Share;
            _weights[i] = question.Terms[i].Role * Math.Log(1 + 1 / Math.Clamp(share, 1e-6, 1));
            Total += _weights[i];
        }
    }

    internal double this[int term] => _weights[term];

    /// <summary>The sum of all weights; 0 for a question without content.</summary>
    internal double Total { get; }

    /// <summary>Whether the collection is known not to hold a term.</summary>
    internal bool IsAbsent(int term) => _isAbsent[term];

    /// <summary>Which terms any passage holds.</summary>
    internal bool[] Found { get; }
}
