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
    public async Task Read_Definitions_StandWithTheirTerms()
    {
        const string Markdown = """
            Tamper
            : A stamp for *coffee*.

            Knock box
            Knock-out box
            : A bin for pucks.

                Empty it each day.

            `--force`
            : ```
              grind --force
              ```
            """;

        ExtractedDocument document = await TestReaders.ReadAsync(Markdown, "terms.md");

        Assert.Equal(
            """
            Definition: Tamper: A stamp for coffee.
            Definition: Knock box, Knock-out box: A bin for pucks.
            Definition: Empty it each day.
            Definition: --force:
            Code: grind --force
            """,
            TestReaders.Describe(document)
        );
    }

    [Fact]
    public async Task Read_Alerts_BeginWithWhatTheyAre()
    {
        const string Markdown = """
            > [!WARNING]
            > Unplug it first.

            > [!TIP]
            >
            > - Use a brush.

            > Said.

            ::: danger
            Hot parts.
            :::

            :::tip Before `you` *begin*
            Take the lid off.
            :::

            ::: code-group one
            Plain.
            :::

            ```{note}
            It is *loud*.
            ```

            ```eval_rst
            .. warning::
               Never ``--force`` it,
               nor shake it.
            ```

            ```eval_rst
            .. toctree::
               one
            ```

            ```note
            code
            ```

            !!! important

                Close it.
            """;

        ExtractedDocument document = await TestReaders.ReadAsync(Markdown, "alerts.md");

        Assert.Equal(
            """
            Quote: Warning: Unplug it first.
            Paragraph: Tip:
            ListItem: - Use a brush.
            Quote: Said.
            Quote: Danger: Hot parts.
            Quote: Tip: Before you begin: Take the lid off.
            Paragraph: Plain.
            Quote: Note: It is loud.
            Quote: Warning: Never --force it, nor shake it.
            Code: .. toctree::/   one
            Code: code
            Quote: Important: Close it.
            """,
            TestReaders.Describe(document)
        );
        int forced = document.Text.IndexOf("Never", StringComparison.Ordinal);
        SourceLine line = document.Lines.Last(line => line.Start <= forced);
        Assert.Equal(28, line.Number + document.Text[line.Start..forced].Count(c => c == '\n'));
    }

    [Fact]
    public async Task Read_NotesAndTabs_AreTextAndNoCode()
    {
        const string Markdown = """
            # Install

            !!! note "Before you begin"

                Clean the *hopper*.

                - Take the lid off.

            ??? tip
                Use a brush.

            === "Windows"

                ```console
                > grind --clean
                ```

            === "Linux"

                !!! warning

                    Not as root.

                ```console
                $ grind --clean
                ```

            !!! important words without a body

            Afterwards:

                indented code stays code
            """;

        ExtractedDocument document = await TestReaders.ReadAsync(Markdown, "install.md");

        Assert.Equal(
            "Install\n\nNote: Before you begin: Clean the hopper.\n\n- Take the lid off.\n\nTip: Use a brush.\n\n"
                + "Windows\n\n> grind --clean\n\n"
                + "Linux\n\nWarning: Not as root.\n\n$ grind --clean\n\n!!! important words without a body\n\nAfterwards:\n\n"
                + "indented code stays code",
            document.Text
        );
        Assert.Equal(
            ["> grind --clean", "$ grind --clean", "indented code stays code"],
            document.Blocks.Where(block => block.Kind == BlockKind.Code).Select(block => document.Text[block.Start..block.End])
        );
    }

    [Fact]
    public async Task Read_NotesWithinNotes_EndAtALimit()
    {
        string markdown = string.Concat(
            Enumerable.Range(0, 2_000).Select(depth => $"{new string(' ', 4 * Math.Min(depth, 500))}!!! note\n\n")
        );
        ExtractedDocument document = await TestReaders.ReadAsync(markdown + "End.", "deep.md");
        Assert.EndsWith("End.", document.Text, StringComparison.Ordinal);
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

    [Fact]
    public async Task Read_NotesWithTitles_BeginWithTheirKindAndTitle()
    {
        const string Markdown = """
            !!! danger "Data loss"
                Never delete the folder.

            ::: warning Hot parts.
            Let it *cool*.

            Then wipe it.
            :::

            It is new.

            :::{warning} Sharp
            Mind the burrs.
            :::

            :::info[In short]
            It grinds.
            :::

            ```{tip} Tip
            Use a `brush`.
            ```

            > [!caution]- Far `too` loud
            > Wear *muffs*.

            > [!NOTE]
            > It hums.

            > [!] Said.

            !!! example "Espresso"

                Seven grams.
            """;

        ExtractedDocument document = await TestReaders.ReadAsync(Markdown, "notes.md");

        Assert.Equal(
            """
            Quote: Danger: Data loss: Never delete the folder.
            Quote: Warning: Hot parts: Let it cool.
            Quote: Then wipe it.
            Paragraph: It is new.
            Quote: Warning: Sharp: Mind the burrs.
            Quote: Info: In short: It grinds.
            Quote: Tip: Use a brush.
            Quote: Caution: Far too loud: Wear muffs.
            Quote: Note: It hums.
            Quote: [!] Said.
            Paragraph: Espresso
            Quote: Seven grams.
            """,
            TestReaders.Describe(document)
        );
    }

    [Fact]
    public async Task Read_NoteWithoutText_IsNoLabelOfWhatFollows()
    {
        ExtractedDocument document = await TestReaders.ReadAsync("::: warning\n:::\n\nIt is new.\n", "notes.md");

        Assert.Equal("Warning:\n\nIt is new.", document.Text);
    }

    [Theory]
    [InlineData("{0} | {1}")]
    [InlineData("| {0} | {1} |")]
    public async Task Read_TableOfManyRows_IsReadAsAShortOneIs(string form)
    {
        const int Count = 5_003;
        string rows = string.Concat(
            Enumerable.Range(1, Count).Select(i => string.Format(null, form, $"*item* {i}", i % 1_000 == 0 ? "" : "`a` | [b](x.md)") + '\n')
        );

        ExtractedDocument document = await TestReaders.ReadAsync(
            $"Before.\n\nName | Value\n-----|---|--\n{rows}\nTable: Items\n\nAfter.\n",
            "a.md"
        );

        Assert.Equal([BlockKind.Paragraph, BlockKind.Table, BlockKind.Paragraph], document.Blocks.Select(block => block.Kind));
        string[] lines = document.Text[document.Blocks[1].Start..document.Blocks[1].End].Split('\n');
        Assert.Equal(
            ["Items", "Name | Value", .. Enumerable.Range(1, Count).Select(i => i % 1_000 == 0 ? $"item {i}" : $"item {i} | a | b")],
            lines
        );
        Assert.Equal(2, document.Blocks[1].HeadLines);
        Assert.Equal(Count - (Count / 1_000), document.Links.Count);
        Assert.Equal(4 + Count, LineOf(document, $"item {Count}"));
        Assert.Equal(8 + Count, LineOf(document, "After."));
    }

    [Fact]
    public async Task Read_ManyLinesWithBars_AreNoTableWhereAShortOneIsNone()
    {
        string rows = string.Concat(Enumerable.Repeat("a | b\n", 3_000));

        ExtractedDocument code = await TestReaders.ReadAsync($"```\n\na | b\n--|--\n{rows}```\n", "a.md");
        ExtractedDocument open = await TestReaders.ReadAsync($"a | b\n--|--\n{rows}c | `d\ne` | f\n\ng\n", "a.md");

        Assert.Equal(BlockKind.Code, Assert.Single(code.Blocks).Kind);
        Assert.Equal(3_002, code.Text.Split('\n').Length);
        Assert.EndsWith("c | `d\ne` | f\n\ng", open.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_TableOf300000ShortRows_StaysWithinTheMemoryOfAReader()
    {
        ExtractedDocument document = await TestReaders.ReadAsync(
            "| a | b |\n|---|---|\n" + string.Concat(Enumerable.Repeat("|a|b|\n", 300_000)),
            "a.md"
        );

        Assert.Equal(300_001, document.Text.Split('\n').Length);
    }

    [Fact]
    public async Task Read_Tables_KeepEmptyHeadsBarsAndCaptions()
    {
        const string Markdown = """
            Table: The *plans*

            |  | Free | Pro |
            |--|------|-----|
            | Users | 3 | 50 |

            | Command | Meaning |
            |---------|---------|
            | `cat a \| papaya` | pipes |
            | `a\|b` | or \| |

            : The commands

            Text.
            """;

        ExtractedDocument document = await TestReaders.ReadAsync(Markdown, "tables.md");

        Assert.Equal(
            """
            Table: The plans/| Free | Pro/Users | 3 | 50
            Table: The commands/Command | Meaning/cat a |~papaya | pipes/a|b | or |
            Paragraph: Text.
            """,
            TestReaders.Describe(document).Replace('\t', '~')
        );
        Assert.Equal([2, 2, 0], document.Blocks.Select(block => block.HeadLines));
        SourceLine line = document.Lines.Last(line => line.Start <= document.Text.IndexOf("a|b", StringComparison.Ordinal));
        Assert.Equal(10, line.Number + document.Text[line.Start..].Split("a|b")[0].Count(c => c == '\n'));
    }

    [Theory]
    [InlineData("features: [\"Runs on ARM\", 'Small, quiet']")]
    [InlineData("features:\n  - Runs on ARM\n  - \"Small, quiet\"\nfoot: no")]
    [InlineData("features:\n- 'Runs on ARM'\n- Small, quiet\n- title: Fast\nlayout: page")]
    [InlineData("features: [\n  \"Runs on ARM\",\n  \"Small, quiet\"\n]")]
    public async Task Read_FrontMatter_HasListsOfTexts(string yaml)
    {
        ExtractedDocument document = await TestReaders.ReadAsync($"---\ntitle: Home\n{yaml}\n---\nText.", "home.md");

        Assert.Equal("Features:\n\n- Runs on ARM\n- Small, quiet\n\nText.", document.Text);
    }

    [Fact]
    public async Task Read_TomlHead_IsReadAsYamlIs()
    {
        const string Markdown = """
            +++
            title = "Plum guide"
            description = 'Plum is a scheduler.'
            draft = false
            features = [
              "Runs on ARM",
              "Needs no database",
            ]

            [extra]
            title = "Other"
            summary = QQQ
            It schedules
            jobs.QQQ
            +++
            # Start

            Run it.
            """;

        ExtractedDocument document = await TestReaders.ReadAsync(Markdown.Replace("QQQ", "\"\"\"", StringComparison.Ordinal), "plum.md");

        Assert.Equal("Plum guide", document.Title);
        Assert.Equal(
            "Plum is a scheduler.\n\nFeatures:\n\n- Runs on ARM\n- Needs no database\n\nIt schedules jobs.\n\nStart\n\nRun it.",
            document.Text
        );
        SourceLine line = document.Lines.Last(line => line.Start <= document.Text.IndexOf("Run it.", StringComparison.Ordinal));
        Assert.Equal(18, line.Number + document.Text[line.Start..^7].Count(c => c == '\n'));
    }

    [Fact]
    public async Task Read_ListsWithinLists_AreIndentedAndItemsAreBlocks()
    {
        const string Markdown = """
            1. Open it.
               - Turn the [lid](lid.md).
               - Lift it.
                 1. Slowly.
            2. Close it.
            """;

        ExtractedDocument document = await TestReaders.ReadAsync(Markdown, "list.md");

        Assert.Equal("1. Open it.\n   - Turn the lid.\n   - Lift it.\n      1. Slowly.\n2. Close it.", document.Text);
        Assert.Equal(
            """
            ListItem: 1. Open it.
            ListItem: - Turn the lid.
            ListItem: - Lift it.
            ListItem: 1. Slowly.
            ListItem: 2. Close it.
            """,
            TestReaders.Describe(document)
        );
        Assert.Equal("lid", document.Text[document.Links[0].Start..document.Links[0].End]);
    }

    [Fact]
    public async Task Read_FenceInDetails_IsCode()
    {
        const string Markdown = """
            <details>
              <summary>Install</summary>
              ```bash
              make all \
                --fast
              ```
              Then <b>wait</b>.
              ```
            </details>

            <div hidden>
            ```
            secret
            ```
            </div>
            """;

        ExtractedDocument document = await TestReaders.ReadAsync(Markdown, "details.md");

        Assert.Equal(
            """
            Paragraph: Install
            Code: make all \/  --fast
            Paragraph: Then wait. ```
            """,
            TestReaders.Describe(document)
        );
        Assert.Equal("bash", document.Blocks[1].Language);
        SourceLine line = document.Lines.Last(line => line.Start <= document.Blocks[1].Start);
        Assert.Equal((document.Blocks[1].Start, 4), (line.Start, line.Number));
    }

    private static int LineOf(ExtractedDocument document, string text)
    {
        int at = document.Text.IndexOf(text, StringComparison.Ordinal);
        SourceLine line = document.Lines.Last(line => line.Start <= at);
        return line.Number + document.Text.AsSpan(line.Start, at - line.Start).Count('\n');
    }
}
