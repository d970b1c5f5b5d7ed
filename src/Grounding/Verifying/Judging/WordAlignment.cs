using RagCluster.Grounding.Evidence;
using RagCluster.Grounding.Verifying.Grammar;
using RagCluster.Grounding.Verifying.Lexicon;

namespace RagCluster.Grounding.Verifying.Judging;

/// <summary>How each content word of a claim relates to each of a source.</summary>
internal sealed class WordAlignment
{
    private readonly Relation[][] _relations;
    private readonly Relation[] _best;
    private readonly bool[] _isInFrameAlone;

    internal WordAlignment(ParsedText claim, ParsedText source, TermBag frame, WordRelations known)
    {
        _relations = new Relation[claim.Tokens.Count][];
        _best = new Relation[claim.Tokens.Count];
        _isInFrameAlone = new bool[claim.Tokens.Count];
        for (int i = 0; i < claim.Tokens.Count; i++)
        {
            _relations[i] = new Relation[source.Tokens.Count];
            if (!claim.Tokens[i].IsContent)
                continue;
            for (int j = 0; j < source.Tokens.Count; j++)
            {
                if (source.Tokens[j].IsContent)
                    _relations[i][j] = known.Between(claim.Tokens[i], source.Tokens[j]);
                if (_relations[i][j] > _best[i])
                    _best[i] = _relations[i][j];
            }

            // What title or headings hold is said of what stands under them.
            if (_best[i] < Relation.Family && frame.Match(claim.Tokens[i]) > 0)
            {
                _best[i] = Relation.Family;
                _isInFrameAlone[i] = true;
            }
        }
    }

    /// <summary>The nearest relation of a claim's word to any of the source.</summary>
    internal Relation Best(int word) => _best[word];

    /// <summary>Whether title or headings alone hold a claim's word.</summary>
    internal bool IsInFrameAlone(int word) => _isInFrameAlone[word];

    /// <summary>How two words relate.</summary>
    internal Relation Between(int word, int sourceWord) => _relations[word][sourceWord];

    /// <summary>The places in the source of what a claim's word corresponds to at least that nearly.</summary>
    internal IEnumerable<int> Places(int word, Relation least)
    {
        Relation[] relations = _relations[word];
        for (int j = 0; j < relations.Length; j++)
        {
            if (relations[j] >= least)
                yield return j;
        }
    }
}
