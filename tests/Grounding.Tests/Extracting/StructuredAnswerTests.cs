using RagCluster.Corpus.Answers;
using RagCluster.Grounding.Citations;

namespace RagCluster.Grounding.Tests.Extracting;

/// <summary>Answers from documents whose structure is known: what hangs together is shown together, as what it is.</summary>
public sealed class StructuredAnswerTests
{
    private static readonly AnswerComposer Composer = new(new GroundingOptions());

    [Fact]
    public async Task CodeThatIsAskedFor_StandsUnderItsLeadInWithItsLines()
    {
        const string Markdown = """
            # Brewing

            ## Changing the water hardness

            To change the water hardness, use:

            ```csharp
            machine.Configure(o =>
            {
                o.WaterHardness = 14;
            });
            ```

            ## Cleaning

            The tray is washed by hand.
            """;

        Answer answer = await AskAsync("How do I change the water hardness?", Markdown);

        int code = Array.FindIndex(answer.Sentences, sentence => sentence.Kind == AnswerPartKind.Code);
        Assert.Equal("To change the water hardness, use:", answer.Sentences[code - 1].Text);
        Assert.Equal("machine.Configure(o =>\n{\n    o.WaterHardness = 14;\n});", answer.Sentences[code].Text);
        Assert.Equal("csharp", answer.Sentences[code].Language);
        Assert.Contains("```csharp\nmachine.Configure(o =>\n{\n", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DefinitionThatIsAskedFor_StandsAloneWithItsTerm()
    {
        const string Markdown = """
            # Glossary

            Burr
            : A ring of hardened steel. Two of them crush beans.

            Crema
            : The foam on an espresso.

            `--grind-size`
            : How fine, from 1 to 40. Default: 12.
            """;

        Assert.Equal("Crema: The foam on an espresso.", (await AskAsync("What is crema?", Markdown)).Text);
        Assert.Equal("Burr: A ring of hardened steel. Two of them crush beans.", (await AskAsync("What is a burr?", Markdown)).Text);
        Assert.Equal(
            "--grind-size: How fine, from 1 to 40. Default: 12.",
            (await AskAsync("What is the default of --grind-size?", Markdown)).Text
        );
    }

    [Fact]
    public async Task QuestionOfThePage_IsAnsweredByWhatStandsBelowIt()
    {
        const string Markdown = """
            # Frequent questions

            **How long does the warranty of the grinder last?**

            Three years from the day of purchase.

            **Can I wash the tray in the dishwasher?**

            Yes, on the upper rack only.
            """;

        Answer answer = await AskAsync("How long does the warranty last?", Markdown);

        Assert.Equal("Three years from the day of purchase.", answer.Text);
    }

    [Fact]
    public async Task LinksOfWhatIsShown_StayLinks()
    {
        const string Markdown = """
            # Water

            ## The water hardness of the machine

            The water hardness is measured with a strip, which the [shop](https://shop.example/strips) sells;
            the [manual](manual/strips.md#use) says how to use it.

            - A hardness of 14 or more needs the [filter](../filter.md).
            """;

        Answer answer = await AskAsync("How is the water hardness measured?", Markdown);

        Assert.Equal(
            ["shop > https://shop.example/strips", "manual > manual/strips.md#use", "filter > filter.md"],
            answer.Sentences.SelectMany(sentence => sentence.Links.Select(link => $"{sentence.Text[link.Start..link.End]} > {link.Url}"))
        );
    }

    [Fact]
    public async Task LinksOfARow_StandInTheRow()
    {
        const string Markdown = """
            # Parts

            | Part | Shop | Price |
            | --- | --- | --- |
            | Burr of steel | [Burrs](https://shop.example/burr) | 14 |
            | Hopper | [Hoppers](https://shop.example/hopper) | 9 |
            """;

        Answer answer = await AskAsync("What is the price of the hopper?", Markdown);

        AnswerSentence row = Assert.Single(
            answer.Sentences,
            sentence => sentence.Text.StartsWith("Part: Hopper", StringComparison.Ordinal)
        );
        Hyperlink link = Assert.Single(row.Links);
        Assert.Equal(("Hoppers", "https://shop.example/hopper"), (row.Text[link.Start..link.End], link.Url));
    }

    [Theory]
    [InlineData("# Plans\n\n|  | Free | Pro |\n|--|--|--|\n| Users | 3 | 50 |\n| SSO | no | yes |\n")]
    [InlineData(
        "<!doctype html><html><body><h1>Plans</h1><table><tr><th></th><th>Free</th><th>Pro</th></tr>"
            + "<tr><td>Users</td><td>3</td><td>50</td></tr><tr><td>SSO</td><td>no</td><td>yes</td></tr></table></body></html>"
    )]
    public async Task RowOfAComparison_NamesEachValueAndBeginsWithItsOwnName(string document)
    {
        Answer answer = await AskAsync("How many users does the Pro plan have?", document);

        Assert.Equal("Users; Free: 3; Pro: 50", answer.Text);
    }

    [Fact]
    public async Task BarOfACell_NeitherDividesTheRowNorStaysEscaped()
    {
        const string Markdown = """
            # Commands

            | Command | Example | Effect |
            | --- | --- | --- |
            | pipe | `cat a \| papaya` | sorts lines |
            | redirect | `cat a > papaya` | writes lines |
            """;

        Answer answer = await AskAsync("What is an example of the pipe command?", Markdown);

        Assert.Equal("Command: pipe; Example: cat a | papaya; Effect: sorts lines", answer.Sentences[0].Text);
    }

    [Fact]
    public async Task RowBelowTwoRowsOfNames_HasTheNamesOfBoth()
    {
        const string Html = """
            <!doctype html><html><body><h1>Machines</h1><table>
            <tr><th rowspan="2">Machine</th><th colspan="2">First quarter</th></tr><tr><th>Sales</th><th>Returns</th></tr>
            <tr><td>B1</td><td>100</td><td>40</td></tr><tr><td>B2</td><td>200</td><td>80</td></tr></table></body></html>
            """;

        Answer answer = await AskAsync("How many returns of the machine B2 were there in the first quarter?", Html);

        Assert.Equal("Machine: B2; First quarter Sales: 200; First quarter Returns: 80", answer.Sentences[0].Text);
    }

    [Theory]
    [InlineData(256)]
    [InlineData(16)]
    public async Task CaptionOfATable_IsEvidenceForItsRows(int tokensMax)
    {
        string rows = string.Concat(Enumerable.Range(1, 9).Select(i => $"| 2.{i} | {i}0 |\n"));
        List<Passage> passages = await Structured.ReadAsync(
            $"# Releases\n\nText.\n\nTable: Memory of the scheduler in megabytes\n\n| Version | Value |\n| --- | --- |\n{rows}",
            tokensMax
        );

        Answer answer = await Composer.AnswerAsync(new Question("How much memory does the scheduler use in version 2.7?"), passages);

        Assert.Null(CitationChecker.Fault(answer, passages));
        Assert.Equal("Version: 2.7; Value: 70", answer.Sentences[0].Text);
    }

    [Fact]
    public async Task NoteOfADocumentationSite_Answers()
    {
        const string Html = """
            <!doctype html><html><body><main><h1>Lime</h1><p>Lime compresses files.</p>
            <aside aria-label="Tip" class="starlight-aside starlight-aside--tip"><p aria-hidden="true">Tip</p>
            <div><p>Four threads are best for Lime.</p></div></aside></main></body></html>
            """;

        Answer answer = await AskAsync("How many threads are best for Lime?", Html);

        Assert.Contains("Tip: Four threads are best for Lime.", answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("> [!NOTE]\n> TLS is disabled by default.")]
    [InlineData("::: note\nTLS is disabled by default.\n:::")]
    [InlineData("!!! note\n    TLS is disabled by default.")]
    [InlineData("```{note}\nTLS is disabled by default.\n```")]
    public async Task LabelOfANote_IsNotReadAsThatOfTheTextAfterIt(string note)
    {
        Answer answer = await AskAsync(
            "What does Zephyr do with TLS by default?",
            $"# Zephyr\n\n{note}\n\nZephyr does not support Kerberos.\n"
        );

        Assert.Equal("Note: TLS is disabled by default.\nZephyr does not support Kerberos.", answer.Text);
    }

    [Fact]
    public async Task FeatureOfTheHead_Answers()
    {
        const string Markdown = """
            ---
            title: Plum
            features: ["Runs on ARM boards", "Needs no database"]
            ---
            Plum is a scheduler.
            """;

        Answer answer = await AskAsync("Does Plum run on ARM?", Markdown);

        Assert.Contains("- Runs on ARM boards", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StepsWithinSteps_StandBelowTheirs()
    {
        const string Markdown = """
            # Grinder

            To reset the grinder:

            1. Hold the left button.
               - Use one finger.
               - Mind the lid.
            2. Release the button.
            """;

        Answer answer = await AskAsync("How do I reset the grinder?", Markdown);

        Assert.Equal(
            "1. Hold the left button.\n   - Use one finger.\n   - Mind the lid.\n2. Release the button.",
            Assert.Single(answer.Sentences, sentence => sentence.Kind == AnswerPartKind.List).Text
        );
    }

    [Fact]
    public async Task ReplyToAnotherQuestion_StandsWithThatQuestionOrNotAtAll()
    {
        const string Markdown = """
            # Questions on the grinder

            ## Does the grinder run without beans?

            No. The burrs of the grinder wear out.

            ## Is the hopper of the grinder made of glass?

            Yes, of hardened glass. The hopper holds 300 g.

            Q: May the hopper be washed in a dishwasher?
            A: No. It turns blind.
            """;

        Answer glass = await AskAsync("Of what glass is the hopper made?", Markdown);
        const string Reply = "Is the hopper of the grinder made of glass? Yes, of hardened glass.";
        Assert.StartsWith(Reply, glass.Text, StringComparison.Ordinal);
        Answer wear = await AskAsync("Why do the burrs wear out?", Markdown);
        Assert.Contains("The burrs of the grinder wear out.", wear.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(wear.Sentences, sentence => sentence.Text.StartsWith("No.", StringComparison.Ordinal));
        Answer hopper = await AskAsync("How much does the hopper hold?", Markdown);
        Assert.Contains("The hopper holds 300 g.", hopper.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("A: No.", hopper.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EntriesOfATableOfContents_AreNoAnswer()
    {
        const string Markdown = """
            # Cleaning the grinder

            The grinder is cleaned each week.

            - [Cleaning the burrs of the grinder](#burrs)
            - [Cleaning the hopper](#hopper)

            Parts are sold by:

            - [The mill shop](https://shop.example)
            """;

        Answer cleaning = await AskAsync("How is the grinder cleaned?", Markdown);
        Answer parts = await AskAsync("Which shop are parts sold by?", Markdown);

        Assert.Contains("each week", cleaning.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("burrs", cleaning.Text, StringComparison.Ordinal);
        Assert.Contains("The mill shop", parts.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RestOfTheSectionThatAnswers_FillsTheSpaceThatIsLeft()
    {
        const string Markdown = """
            # Brewing

            ## Changing the water hardness

            Call this once, before the first cup:

            ```csharp
            machine.WaterHardness = 14;
            ```

            The lamp blinks twice when it is done. Repeat it after a descaling.

            ## Cleaning

            The tray goes into the sink every evening.
            """;

        Answer answer = await AskAsync("How do I change the water hardness?", Markdown);

        Assert.Equal(
            "Call this once, before the first cup:\n```csharp\nmachine.WaterHardness = 14;\n```\n"
                + "The lamp blinks twice when it is done. Repeat it after a descaling.",
            answer.Text
        );
    }

    [Fact]
    public async Task RestOfALongSection_StaysWithinAnAnswerAndLeavesNoSentenceOpen()
    {
        string rest = string.Concat(
            Enumerable.Range(0, 20).Select(i => $"Step{i} follows and takes a while.\n\nWith tool{i}:\n\n```\nuse tool{i}\n```\n\n")
        );

        Answer answer = await AskAsync("How is the drip tray washed?", $"# Tray\n\nThe drip tray is washed by hand.\n\n{rest}");

        Assert.StartsWith("The drip tray is washed by hand. Step0 follows", answer.Text, StringComparison.Ordinal);
        Assert.InRange(answer.Text.Length, 900, 1_200);
        Assert.False(answer.Sentences[^1].Text.EndsWith(':'));
    }

    [Fact]
    public async Task SettingBelowItsName_IsShownWithTheNameAndCitesIt()
    {
        const string Markdown = """
            # Configuration

            ## pool_size

            How many beans wait in the hopper.

            Default: 20

            ## idle-timeout

            When the machine goes to sleep.

            Default: 600
            """;

        Answer answer = await AskAsync("How many beans wait in the hopper?", Markdown);

        Assert.StartsWith("pool_size: How many beans wait in the hopper. Default: 20", answer.Text, StringComparison.Ordinal);
        Assert.Contains(answer.Citations, citation => citation.Quote == "pool_size");
    }

    [Fact]
    public async Task ComparisonOfTwo_ShowsAUnitForEachAndNamesTheOneThatNothingAnswers()
    {
        const string Markdown = """
            # Grinders

            The grinder type decides about the taste.

            - Disc: the beans are cut between two flat discs.
            - Cone: the beans are crushed by a cone in a ring.
            """;

        Answer both = await AskAsync("grinder type Disc vs Cone?", Markdown);
        Answer one = await AskAsync("What is the grinder type Disc and how much does a turbine of titanium weigh?", Markdown);

        Assert.Contains("cut between two flat discs", both.Text, StringComparison.Ordinal);
        Assert.Contains("crushed by a cone", both.Text, StringComparison.Ordinal);
        Assert.Empty(both.Unanswered);
        Assert.Contains("cut between two flat discs", one.Text, StringComparison.Ordinal);
        Assert.Equal(["how much does a turbine of titanium weigh?"], one.Unanswered);
    }

    [Fact]
    public async Task StepsThatAreAskedFor_AreOneListUnderTheirLeadIn()
    {
        const string Markdown = """
            # Grinder

            To reset the grinder:

            1. Hold the left button.
            2. Wait for the lamp to blink.
            3. Release the button.

            The grinder weighs two kilograms.
            """;

        Answer answer = await AskAsync("How do I reset the grinder?", Markdown);

        AnswerSentence list = Assert.Single(answer.Sentences, sentence => sentence.Kind == AnswerPartKind.List);
        Assert.Equal("1. Hold the left button.\n2. Wait for the lamp to blink.\n3. Release the button.", list.Text);
        Assert.Equal("To reset the grinder:", answer.Sentences[0].Text);
    }

    [Fact]
    public async Task ItemsOfAPlainText_StandOnLinesOfTheirOwn()
    {
        const string Text = "How to return a grinder\n\n- Write to us with the number\n  of the order.\n- Return the grinder in its box.";
        List<Passage> passages =
        [
            Samples.Passage(Text, document: "returns"),
            .. await Structured.ReadAsync("# Grinder\n\nThe grinder weighs two kilograms."),
        ];

        Answer answer = await Composer.AnswerAsync(new Question("How do I return a grinder?"), passages);

        Assert.Null(CitationChecker.Fault(answer, passages));
        AnswerSentence list = Assert.Single(answer.Sentences, sentence => sentence.Kind == AnswerPartKind.List);
        Assert.Equal("- Write to us with the number of the order.\n- Return the grinder in its box.", list.Text);
    }

    [Fact]
    public async Task Answer_IsNeverAHeadingAnAddressATableHeadOrAnOpenSentence()
    {
        const string Markdown = """
            # Setting the pump pressure

            The pump pressure of the machine is set as follows:

            https://example.org/pump-pressure

            | Pump pressure | Machine |
            | --- | --- |
            """;

        Answer answer = await AskAsync("What is the pump pressure of the machine?", Markdown);

        Assert.NotNull(answer.Abstention);
    }

    [Fact]
    public async Task FencesOfAnAnswer_AreLongerThanThoseInItsCode()
    {
        const string Markdown = "# Notes\n\nTo write a fenced block in the notes, type:\n\n~~~\n```\nfenced block\n```\n~~~\n";

        Answer answer = await AskAsync("How do I write a fenced block in the notes?", Markdown);

        Assert.Contains("````\n```\nfenced block\n```\n````", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CodeCutFromItsLeadIn_CitesTheLeadInAtItsPlace()
    {
        string filler = string.Join(' ', Enumerable.Range(0, 30).Select(i => $"Filler{i} stands here."));
        string markdown =
            $"# Server\n\n{filler} Start the replica of the server with this command:\n\n```bash\nserver --replica --port 7000\n```\n";
        List<Passage> passages = await Structured.ReadAsync(markdown, tokensMax: 16);
        Passage code = Assert.Single(passages, passage => passage.Chunk.Text.StartsWith("server --replica", StringComparison.Ordinal));

        Answer answer = await Composer.AnswerAsync(new Question("How do I start the replica of the server?"), [code]);

        Assert.Equal("Start the replica of the server with this command:", code.Chunk.Lead!.Text);
        Assert.Equal([AnswerPartKind.Text, AnswerPartKind.Code], answer.Sentences.Select(sentence => sentence.Kind));
        Assert.Null(CitationChecker.Fault(answer, [code]));
        Assert.Equal(code.Chunk.Lead.Start, answer.Citations[0].Start);
    }

    [Fact]
    public async Task RandomTablesCutAnywhere_NameEveryValueByTheDocumentsHead()
    {
        Random random = new(20261122);
        for (int round = 0; round < 40; round++)
        {
            (string markdown, string[] names, string[][] rows) = Table(random);
            List<Passage> passages = await Structured.ReadAsync(markdown, tokensMax: random.Next(16, 60));
            foreach (string[] row in rows)
            {
                Answer answer = await Composer.AnswerAsync(
                    new Question($"What is the {names[1]} of {row[0]}?"),
                    [.. passages.Where(p => p.Chunk.Text.Contains(row[0], StringComparison.Ordinal))]
                );

                foreach (AnswerSentence shown in answer.Sentences.Where(sentence => sentence.Kind == AnswerPartKind.Row))
                    Assert.Contains(
                        shown.Text,
                        rows.Select(cells => string.Join("; ", names.Zip(cells, (name, cell) => $"{name}: {cell}")))
                    );
                Assert.Contains(
                    answer.Sentences,
                    sentence => sentence.Text.StartsWith($"{names[0]}: {row[0]}; {names[1]}: {row[1]}", StringComparison.Ordinal)
                );
                Assert.Null(CitationChecker.Fault(answer, passages));
            }
        }
    }

    [Fact]
    public async Task ItemOfALongList_StandsUnderItsLeadInWithoutTheOthers()
    {
        string items = string.Join('\n', Enumerable.Range(0, 30).Select(i => $"- Flavour number {i} tastes of fruit{i}x and little else."));

        Answer answer = await AskAsync(
            "Which flavour tastes of fruit17x?",
            $"# Flavours\n\nThe machine knows these flavours:\n\n{items}\n"
        );

        Assert.Equal("The machine knows these flavours:", answer.Sentences[0].Text);
        Assert.Contains("fruit17x", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("fruit3x", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RowsThatTheQuestionDoesNotName_AreNotShown()
    {
        const string Markdown = """
            # Settings

            | Setting | Default |
            | --- | --- |
            | pressure | 9 bar |
            | temperature | 93 degrees |
            | volume | 40 millilitres |
            """;

        Answer answer = await AskAsync("What is the default of the temperature setting?", Markdown);

        AnswerSentence row = Assert.Single(answer.Sentences);
        Assert.Equal("Setting: temperature; Default: 93 degrees", row.Text);
    }

    [Fact]
    public async Task ProceduresOfManySections_FillAnAnswerAtMost()
    {
        string sections = string.Concat(
            Enumerable
                .Range(0, 20)
                .Select(i =>
                    $"## Resetting the grinder, way {i}\n\nTo reset the grinder, hold button {i} and call:\n\n"
                    + $"```\nreset --button {i}\n```\n\n"
                )
        );

        Answer answer = await AskAsync("How do I reset the grinder?", $"# Grinder\n\n{sections}");

        Assert.InRange(answer.Text.Length, 100, 1_200);
        Assert.Contains(answer.Sentences, sentence => sentence.Kind == AnswerPartKind.Code);
    }

    [Fact]
    public async Task TextOfOverlappingChunks_IsShownOnce()
    {
        const string Markdown = "# Tray\n\nThe drip tray of the machine is washed by hand. It is never put into a dishwasher.\n";
        List<Passage> passages = await Structured.ReadAsync(Markdown);
        Passage again = passages[0] with { Score = 0.5, Chunk = passages[0].Chunk with { Id = passages[0].Chunk.Id with { Ordinal = 7 } } };

        Answer answer = await Composer.AnswerAsync(new Question("How is the drip tray washed?"), [passages[0], again]);

        Assert.Equal(2, answer.Text.Split("washed by hand").Length);
    }

    [Fact]
    public async Task MistypedTerms_AreReadAsTheWordsOfThePassages()
    {
        const string Markdown = "# Keys\n\nA natural key identifies an event stream by a name of the business.\n";

        Answer answer = await AskAsync("waht is a natural key of an event steam", Markdown);

        Assert.Equal("A natural key identifies an event stream by a name of the business.", answer.Sentences[0].Text);
    }

    [Theory]
    [InlineData("Wie viele Brücken hat Halden?", "Halden hat sieben Brücken. Die Stadt liegt am Meer.", "Halden hat sieben Brücken.")]
    [InlineData(
        "¿Cuántos puentes tiene Halden?",
        "Halden tiene siete puentes. La ciudad está junto al mar.",
        "Halden tiene siete puentes."
    )]
    [InlineData(
        "Сколько мостов построено в городе Халден?",
        "В городе Халдене построено семь мостов. Он стоит у моря.",
        "В городе Халдене построено семь мостов."
    )]
    [InlineData("哈尔登有多少座桥？", "哈尔登有七座桥。这座城市靠海。", "哈尔登有七座桥。")]
    [InlineData("كم عدد الجسور في هالدن؟", "في هالدن سبعة جسور. تقع المدينة على البحر. الجسور في هالدن قديمة.", "هالدن")]
    public async Task QuestionsInOtherLanguages_AreNotRefusedForTheirFunctionWords(string question, string text, string awaited)
    {
        Answer answer = await Composer.AnswerAsync(new Question(question), [Samples.Passage(text)]);

        Assert.Null(answer.Abstention);
        Assert.Contains(awaited, answer.Text, StringComparison.Ordinal);
    }

    private static (string Markdown, string[] Names, string[][] Rows) Table(Random random)
    {
        string[] names = [.. Enumerable.Range(0, random.Next(2, 5)).Select(column => $"Column{(char)('A' + column)}")];
        string[][] rows =
        [
            .. Enumerable
                .Range(0, random.Next(2, 25))
                .Select(row => names.Select((_, column) => column == 0 ? $"item{row}x" : $"value{row}{(char)('a' + column)}").ToArray()),
        ];
        IEnumerable<string> lines = [Line(names), Line([.. names.Select(_ => "---")]), .. rows.Select(Line)];
        return ($"# Items\n\nThe items are listed below.\n\n{string.Join('\n', lines)}\n\nNothing follows.\n", names, rows);

        static string Line(string[] cells) => $"| {string.Join(" | ", cells)} |";
    }

    private static async Task<Answer> AskAsync(string question, string markdown)
    {
        List<Passage> passages = await Structured.ReadAsync(markdown);
        Answer answer = await Composer.AnswerAsync(new Question(question), passages);
        Assert.Null(CitationChecker.Fault(answer, passages));
        return answer;
    }
}
