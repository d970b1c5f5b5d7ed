using RagCluster.Text.Reading;

namespace RagCluster.Text.Tests.Reading;

public sealed class MarkdownReaderTests
{
    [Fact]
    public async Task Read_FrontMatter_TextsAreContentAndSwitchesAreNot()
    {
        const string Markdown = """
            ---
            title: Home
            layout: hero
            description: 'A grinder for every bean.'
            features:
              - title: Quiet
                details: "It whispers: 40 dB."
              - title: Long
                details: >
                  It lasts
                  for years.
            ---
            Text.
            """;

        ExtractedDocument document = await TestReaders.ReadAsync(Markdown, "home.md");

        Assert.Equal("Home", document.Title);
        Assert.Equal("A grinder for every bean.\n\nQuiet: It whispers: 40 dB.\n\nLong: It lasts for years.\n\nText.", document.Text);
    }

    [Fact]
    public async Task Read_EveryConstruct_KeepsTextAndStructure()
    {
        const string Markdown = """
            ---
            title: "The title"
            ---
            # First *one*

            A [link](http://x.example) and `code`
            with ![a picture](p.png) and <b>tags</b> &amp; more.

            Second
            ------

            - one
            - two
              - inner
            3. three

            | A | B |
            |---|---|
            | 1 | **2** |

            ```cs
            var x = 1;
              y();
            ```

            > Quoted words.

            <div>Block <i>text</i></div><script>no</script>
            """;

        ExtractedDocument document = await TestReaders.ReadAsync(Markdown, "a.md");

        Assert.Equal("The title", document.Title);
        Assert.Equal(
            """
            Heading1: First one
            Paragraph: A link and code with a picture and tags & more.
            Heading2: Second
            ListItem: - one
            ListItem: - two
            ListItem: - inner
            ListItem: 3. three
            Table: A | B/1 | 2
            Code: var x = 1;/  y();
            Quote: Quoted words.
            Paragraph: Block text
            """,
            TestReaders.Describe(document)
        );
    }
}
