using System.Text.Json;
using System.Text.Json.Nodes;
using RagCluster.Cli.Output;
using RagCluster.Contract.Tests.Server;
using Spectre.Console;

namespace RagCluster.Contract.Tests.Output;

/// <summary>Nothing that comes from documents or servers makes the terminal do anything, whichever command shows it.</summary>
public sealed class TerminalTests
{
    // Clears the screen, names the window, writes the clipboard, goes back in the line, turns the letters round; raw and as one C1 code.
    private const string Hostile = "T\u001b[2J\u001b]0;x\u0007\u001b]52;c;eA==\u0007\rU\u202Egnp.\u009b31m\u0085\nrag: forged\u2028";

    private static readonly string Text = JsonSerializer.Serialize(Hostile);

    public static TheoryData<string, string> Answers =>
        new()
        {
            { "search q -c main", $$"""{"results":[{{Passage()}}],"took_ms":1}""" },
            {
                "search q -c main",
                $$"""{"groups":[{"document_id":"a","title":{{Text}},"uri":{{Text}},"score":1,"passages":[{{Passage()}}]}],"took_ms":1}"""
            },
            {
                "ask q -c main",
                $$"""{"query":{{Text}},"answer":{{Text}},"sentences":[{"text":{{Text}},"citations":["1"]}],"citations":[{"id":"1","document_id":"a","title":{{Text}},"uri":{{Text}},"quote":{{Text}},"start":0,"end":1}],"degraded":[{{Text}}],"answered_by":{{Text}},"took_ms":1}"""
            },
            {
                "status",
                $$"""{"version":{{Text}},"uptime_seconds":1,"working_set_bytes":1,"silos":1,"activations":1,"grains":[{"grain":{{Text}},"silo":{{Text}},"activations":1}],"collections":1,"documents":1,"chunks":1,"data":[{"name":{{Text}},"model":{{Text}},"language":"en"}]}"""
            },
            { "models list", $$"""{"data":[{"name":{{Text}},"kind":{{Text}},"revision":{{Text}},"license":{{Text}}}]}""" },
        };

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task HostileAnswer_IsShownAsText(string command, string body)
    {
        await using FixedServer server = new(200, body);
        foreach (
            string[] form in (string[][])
                [
                    [],
                    ["--json"],
                ]
        )
        {
            (int code, string output, string messages) = await RagCommand.RunAsync(server.Http, [.. command.Split(' '), .. form]);
            Assert.True(code == 0, output + messages);
            AssertHarmless(output + messages);
            Assert.Contains("\\u001b", output, StringComparison.OrdinalIgnoreCase);
            if (form.Length > 0)
                Assert.Contains("T\\u001B[2J\\u001B]0;x", JsonNode.Parse(output)!.ToJsonString(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("search q -c main")]
    [InlineData("status")]
    public async Task HostileProblem_IsOneLineOfText(string command)
    {
        await using FixedServer server = new(400, $$"""{"detail":{{Text}}}""");
        (int code, _, string messages) = await RagCommand.RunAsync(server.Http, command.Split(' '));
        Assert.Equal(1, code);
        AssertHarmless(messages);
        Assert.Single(messages.TrimEnd('\n').Split('\n'));
    }

    [Theory]
    [InlineData("<html>\u001b[2J</html>")]
    [InlineData("[1,2")]
    [InlineData("{\"results\":7}")]
    public async Task ForeignServer_IsNamedInOneLine(string body)
    {
        await using FixedServer server = new(200, body);
        (int code, string output, string messages) = await RagCommand.RunAsync(server.Http, "search", "q", "-c", "main");
        Assert.Equal((1, ""), (code, output));
        Assert.Contains("is no RagCluster server", Assert.Single(messages.TrimEnd('\n').Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task HostileArgument_IsShownAsText()
    {
        await using FixedServer server = new(200, "{}");
        (int code, string output, string messages) = await RagCommand.RunAsync(server.Http, "ingest", $"/nothing/{Hostile}");
        Assert.Equal(1, code);
        AssertHarmless(output + messages);
    }

    [Fact]
    public void Console_WritesItsOwnColoursOnly()
    {
        using StringWriter written = new();
        IAnsiConsole console = AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Out = new AnsiConsoleOutput(written),
                Ansi = AnsiSupport.Yes,
                ColorSystem = ColorSystemSupport.TrueColor,
            }
        );
        Terminal.Protect(console);
        console.MarkupLine(Terminal.Markup($"[bold]{Hostile}[/]"));
        console.Write(new Table().AddColumn("c").AddRow(Terminal.Cell(Hostile)));
        console.Write(new Text(Hostile.Replace('\n', ' ')));
        string shown = System.Text.RegularExpressions.Regex.Replace(written.ToString(), "\u001b\\[[0-9;]*m", "");
        AssertHarmless(shown);
        Assert.Contains("\u001b[1m", written.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(20, "  one two three four\n  five six seven\n")]
    [InlineData(4000, "  one two three four five six seven\n")]
    public void BrokenLine_GoesOnBelowItsFirstWord(int width, string expected)
    {
        using StringWriter written = new();
        IAnsiConsole console = Terminal.Create(written, isRedirected: true);
        console.Profile.Width = width;
        console.Write(Terminal.Indented(Terminal.Markup($"  [grey]{"one two three four five six seven"}[/]")));
        Assert.Equal(expected, string.Concat(written.ToString().Split('\n')[..^1].Select(line => line.TrimEnd() + '\n')));
    }

    private static string Passage() =>
        $$"""{"document_id":"a","chunk_id":"b","title":{{Text}},"uri":{{Text}},"text":{{Text}},"heading_path":[{{Text}}],"start":0,"end":1,"score":1}""";

    private static void AssertHarmless(string shown)
    {
        Assert.DoesNotContain(shown, c => (char.IsControl(c) && c is not ('\n' or '\t')) || c is '\u202E' or '\u2028');
        Assert.DoesNotContain("\nrag: forged", shown, StringComparison.Ordinal);
    }
}
