using RagCluster.Grounding.Evidence;
using RagCluster.Grounding.Verifying.Grammar;
using RagCluster.Grounding.Verifying.Lexicon;

namespace RagCluster.Grounding.Verifying.Judging;

/// <summary>
/// Compares a claim with the sentences of a passage by where their words lie (<see cref="WordVectors"/>): a paraphrase uses other words of
/// the same subject, an invented word is of another one. A verb is far from most, so that this weighs little by itself.
/// </summary>
internal sealed class Nearness
{
    // What a word counts at least, however common it is.
    private const double WeightMin = 0.1;

    private readonly ParsedText _passage;
    private readonly List<Token> _claim;
    private readonly float[]?[] _vectors;
    private readonly double[] _weights;
    private readonly float[]?[] _theirs;

    // For each sentence of the passage and each word of the claim, how near its nearest word is, 0 to 1.
    private readonly double[][] _near;

    private Nearness(ParsedText claim, ParsedText passage)
    {
        _passage = passage;
        _claim = claim.Tokens.FindAll(token => token.IsContent);
        _vectors = [.. _claim.Select(Vector)];
        _weights = [.. _claim.Select(Weight)];
        _theirs = [.. passage.Tokens.Select(Vector)];
        _near = [.. Enumerable.Range(0, passage.SentenceCount).Select(_ => new double[_claim.Count])];
        for (int j = 0; j < passage.Tokens.Count; j++)
        {
            if (!passage.Tokens[j].IsContent)
                continue;
            double[] near = _near[passage.SentenceOf(j)];
            for (int i = 0; i < near.Length; i++)
                near[i] = Math.Max(near[i], Near(i, passage.Tokens[j], _theirs[j]));
        }
    }

    /// <summary>Reads the features of a claim over all of a passage.</summary>
    internal static void Read(ParsedText claim, ParsedText passage, FeatureSet features)
    {
        Nearness reader = new(claim, passage);
        if (reader._claim.Count > 0 && passage.SentenceCount > 0)
            reader.Read(features);
    }

    private void Read(FeatureSet features)
    {
        (int first, int last) = BestWindow();
        double[] near = Nearest(first, last);
        double[] sorted = [.. near.Order()];
        features[Feature.NearUnheld] = 1 - Share(near);
        features[Feature.NearLeast] = 1 - sorted[0];
        features[Feature.NearSecond] = sorted.Length > 1 ? 1 - sorted[1] : 0;
        features[Feature.NearOthers] = 1 - near.Where(value => value < 1).DefaultIfEmpty(1).Average();
        features[Feature.NearPassage] = 1 - Share(Nearest(0, _near.Length - 1));

        float[] mine = Sum(_claim, _vectors, _ => true);
        features[Feature.AboutSentence] = 1 - Enumerable.Range(0, _near.Length).Max(s => Cosine(mine, OfPassage(s, s, _ => true)));
        features[Feature.AboutPassage] = 1 - Cosine(mine, OfPassage(0, _near.Length - 1, _ => true));
        HashSet<string> stems = [.. _claim.Select(token => token.Stem)];
        float[] others = Sum(_claim, _vectors, i => near[i] < 1);
        float[] rest = OfPassage(first, last, token => !stems.Contains(token.Stem));
        features[Feature.AboutRest] = Array.TrueForAll(near, value => value >= 1) ? 0 : 1 - Cosine(others, rest);
    }

    private (int First, int Last) BestWindow() =>
        Enumerable
            .Range(0, _near.Length)
            .SelectMany(s => new[] { (First: s, Last: s), (First: s, Last: Math.Min(s + 1, _near.Length - 1)) })
            .MaxBy(window => Share(Nearest(window.First, window.Last)));

    private double[] Nearest(int first, int last) =>
        [.. Enumerable.Range(0, _claim.Count).Select(i => Enumerable.Range(first, last - first + 1).Max(s => _near[s][i]))];

    private double Share(double[] near) => near.Zip(_weights, (value, weight) => value * weight).Sum() / _weights.Sum();

    private double Near(int mine, Token theirs, float[]? vector)
    {
        if (_claim[mine].Stem == theirs.Stem)
            return 1;
        return _vectors[mine] is { } known && vector is not null ? Math.Clamp(Product(known, vector), 0, 0.999) : 0;
    }

    private float[] OfPassage(int first, int last, Func<Token, bool> isCounted) =>
        Sum(
            _passage.Tokens,
            _theirs,
            j => _passage.SentenceOf(j) >= first && _passage.SentenceOf(j) <= last && isCounted(_passage.Tokens[j])
        );

    private static float[]? Vector(Token token) =>
        !token.IsContent || token.Kind == TokenKind.Number ? null : WordMeaning.Of(token.Word).Vector;

    private static double Weight(Token token) => Math.Max(WeightMin, SupportFeatures.Rarity(token));

    private static float[] Sum(List<Token> tokens, float[]?[] vectors, Func<int, bool> isCounted)
    {
        float[] sum = new float[WordVectors.Instance.Dimensions];
        for (int i = 0; i < tokens.Count; i++)
        {
            if (vectors[i] is not { } vector || !isCounted(i))
                continue;
            float weight = (float)Weight(tokens[i]);
            for (int d = 0; d < sum.Length; d++)
                sum[d] += weight * vector[d];
        }

        return sum;
    }

    private static double Cosine(float[] left, float[] right)
    {
        double lengths = Math.Sqrt(Product(left, left) * Product(right, right));
        return lengths > 0 ? Product(left, right) / lengths : 0;
    }

    private static double Product(float[] left, float[] right)
    {
        float sum = 0;
        for (int i = 0; i < left.Length; i++)
            sum += left[i] * right[i];
        return sum;
    }
}
