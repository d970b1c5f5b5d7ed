namespace RagCluster.Cluster.Tests.Ingest;

/// <summary>What one upload sent: a text with a word that no other text has.</summary>
internal sealed record Version(string Token, string Text)
{
    // Consonants that no stemmer cuts, so that the word is found as it was written.
    private const string Letters = "bcfhjkmpqvwxz";

    /// <summary>A text of one to about four chunks.</summary>
    internal static Version New(Random random)
    {
        string token = "zq" + string.Concat(Enumerable.Range(0, 14).Select(_ => Letters[random.Next(Letters.Length)]));
        int paragraphs = random.Next(4) == 0 ? random.Next(8, 24) : 1;
        IEnumerable<string> body = Enumerable
            .Range(1, paragraphs)
            .Select(number =>
                $"Paragraph {number} tells how the harbour pilots of the northern coast measured depth and current before a ship "
                + $"could enter. "
                + "They wrote every figure into a ledger, and a second pilot read it back aloud, so that no mark was lost or written twice."
            );
        return new Version(token, $"The record {token} begins here.\n\n{string.Join("\n\n", body)}\n");
    }
}
