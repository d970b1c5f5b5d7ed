using RagCluster.Grounding.Evidence;

namespace RagCluster.Grounding.Verifying;

/// <summary>Finds a number, date or name of a sentence that none of the passages holds: that much never passes, whatever is set.</summary>
internal static class Foreign
{
    /// <summary>The first one, or null.</summary>
    internal static string? Find(string sentence, IReadOnlyList<PassageText> passages)
    {
        Statement claim = new(sentence, Tokens.Read(sentence));
        List<(TermBag Whole, TermBag Frame, List<Quantity> Quantities)> sources = passages
            .Select(p => (p.Whole, p.Frame, Quantities: Quantities(p)))
            .ToList();
        foreach (Quantity quantity in claim.Quantities)
        {
            if (!sources.Exists(s => s.Quantities.Exists(quantity.Agrees)))
                return sentence[claim.Tokens[quantity.First].Start..claim.Tokens[quantity.Last].End];
        }

        // At a sentence's start any word has a capital; one that no passage holds may be a name.
        return
            claim.Tokens.Find(t =>
                t.IsCapital && t.IsContent && t.Kind == TokenKind.Word && !sources.Exists(s => s.Whole.Match(t) > 0 || s.Frame.Match(t) > 0)
            )
                is { Word: not null } name
            ? claim.Quote(name)
            : null;
    }

    private static List<Quantity> Quantities(PassageText passage) =>
        [
            .. passage
                .Units.Where((_, i) => !passage.SpeaksToModel[i])
                .SelectMany(u => QuantityReader.Read(passage.Passage.Chunk.Text, u.Tokens)),
        ];
}
