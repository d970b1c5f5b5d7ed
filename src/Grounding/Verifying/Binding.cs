using RagCluster.Grounding.Evidence;

namespace RagCluster.Grounding.Verifying;

/// <summary>
/// Whether a number or name of the claim belongs to the same statement of the source: when another clause, with another number
/// of its kind, says the rest of the claim better, the two were swapped.
/// </summary>
internal static class Binding
{
    internal static string? Fault(Statement claim, Statement source)
    {
        foreach (var quantity in claim.Quantities)
        {
            var clause = ClauseOf(claim, quantity.First);
            var others = Others(claim, clause, quantity.First, quantity.Last);
            if (others.Count == 0) continue;
            int mine = -1, rival = -1;
            foreach (var candidate in source.Clauses)
            {
                var inside = source.Quantities.FindAll(q => q.First >= candidate.First && q.First <= candidate.Last && IsSameKind(q, quantity));
                if (inside.Count == 0) continue;
                int overlap = Overlap(others, source, candidate);
                if (inside.Exists(quantity.Agrees)) mine = Math.Max(mine, overlap);
                else rival = Math.Max(rival, overlap);
            }

            if (mine >= 0 && rival > mine) return $"The source says '{claim.Text[claim.Tokens[quantity.First].Start..claim.Tokens[quantity.Last].End]}' of something else.";
        }

        return null;
    }

    private static bool IsSameKind(Quantity left, Quantity right) => left.Unit == right.Unit && left.IsYear == right.IsYear;

    private static (int First, int Last) ClauseOf(Statement statement, int token) =>
        statement.Clauses.Find(c => token >= c.First && token <= c.Last);

    private static List<Token> Others(Statement claim, (int First, int Last) clause, int first, int last)
    {
        var others = new List<Token>();
        for (int i = clause.First; i <= clause.Last; i++)
        {
            if ((i < first || i > last) && claim.Tokens[i].IsContent && claim.Tokens[i].Kind == TokenKind.Word) others.Add(claim.Tokens[i]);
        }

        return others;
    }

    private static int Overlap(List<Token> others, Statement source, (int First, int Last) clause)
    {
        int overlap = 0;
        foreach (var other in others)
        {
            for (int i = clause.First; i <= clause.Last; i++)
            {
                if (source.Tokens[i].Stem != other.Stem) continue;
                overlap++;
                break;
            }
        }

        return overlap;
    }
}
