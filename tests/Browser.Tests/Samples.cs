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

    /// <summary>A Markdown document whose answer to <see cref="Question"/> links to a page, to another document, to a script.</summary>
    internal const string Linked = """
        # The mill of Aldervik

        The [Aldervik](javascript:document.title='gone') mill grinds forty [sacks of flour](https://flour.example/sacks?kind=rye&size=2)
        in a day when the [wind](../wind.md) is steady.
        """;

    /// <summary>A question that the code of <see cref="Tool"/> answers.</summary>
    internal const string CodeQuestion = "How do I start the mill with another speed?";

    /// <summary>A question that the table of <see cref="Tool"/> answers.</summary>
    internal const string TableQuestion = "What is the default of sacks-per-day?";

    /// <summary>A Markdown document with code and a table.</summary>
    internal const string Tool = """
        # The mill's command

        ## Starting

        To start the mill with another speed, use:

        ```bash
        mill --speed 12 --wind steady --log /var/log/aldervik/mill.log --notify brita@aldervik.example --keep-going-until-calm
        ```

        ## Settings

        | Setting | Default | Meaning |
        | ------- | ------- | ------- |
        | sacks-per-day | 40 | How many sacks of flour the mill grinds before it rests |
        | linen | village | Where the sails come from |
        """;
}
