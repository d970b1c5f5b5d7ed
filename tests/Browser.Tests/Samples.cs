namespace RagCluster.Browser.Tests;

/// <summary>Small documents with facts that no model knows by heart.</summary>
internal static class Samples
{
    /// <summary>A question that <see cref="Mill"/> answers.</summary>
    internal const string Question = "How many sacks of flour does the Aldervik mill grind in a day?";

    /// <summary>A question about which <see cref="Mill"/> says nothing.</summary>
    internal const string Unanswerable = "Which enzyme unwinds the DNA double helix during bacterial replication?";

    /// <summary>A Markdown document with headings and characters of one, two and four bytes.</summary>
    internal const string Mill = """
        # The mill of Aldervik 🌾

        The mill stands where the Älv meets the sea. It was built of oak in 1871 by Brita Söderqvist.

        ## Work

        The Aldervik mill grinds forty sacks of flour in a day when the wind is steady. In a calm it grinds nothing at all.

        ## Repairs

        The sails are mended each spring with linen from the village. The great wheel was replaced in 1923.
        """;
}
