using RagCluster.Grounding.Evidence;
using RagCluster.Grounding.Verifying.Lexicon;

namespace RagCluster.Grounding.Verifying.Judging;

/// <summary>How words relate, each pair worked out once.</summary>
internal sealed class WordRelations
{
    private readonly Dictionary<(string Claim, string Source), Relation> _known = [];

    internal Relation Between(Token claim, Token source)
    {
        if (claim.Stem == source.Stem)
            return Relation.Same;
        if (claim.Kind == TokenKind.Number || source.Kind == TokenKind.Number)
            return Relation.None;
        if (_known.TryGetValue((claim.Word, source.Word), out Relation known))
            return known;
        return _known[(claim.Word, source.Word)] = Work(claim, source);
    }

    private static Relation Work(Token claim, Token source)
    {
        if (Converses.Are(claim.Stem, source.Stem))
            return Relation.Opposite;
        Relation relation = WordMeaning.Of(claim.Word).To(WordMeaning.Of(source.Word));
        if (relation is Relation.Opposite or >= Relation.Family)
            return relation;
        if (TermBag.IsSameFamily(claim.Stem, source.Stem))
            return Relation.Family;
        foreach (int group in Synonyms.Of(claim.Stem))
        {
            if (Synonyms.Of(source.Stem).Contains(group))
                return Relation.Synonym;
        }

        return relation;
    }
}
