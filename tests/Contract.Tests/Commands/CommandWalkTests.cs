using System.CommandLine;
using System.CommandLine.Completions;
using System.Globalization;
using RagCluster.Cli;
using RagCluster.Cli.Commands;
using RagCluster.Contract.Tests.Output;
using RagCluster.TestKit;

namespace RagCluster.Contract.Tests.Commands;

/// <summary>Every command meets values without a character, and servers that are none of ours: it says so in one line.</summary>
public sealed class CommandWalkTests : IDisposable
{
    // They start servers of their own, or read what is typed.
    private static readonly string[] NotWalked = ["demo", "up", "eval", "traces", "chat"];

    private static readonly string[] AnsweredWithoutContent =
    [
        "feedback give",
        "keys revoke",
        "users delete",
        "models verify",
        "models load",
        "models unload",
    ];

    private static readonly string[] Further =
    [
        "doctor --repair",
        "backup --running",
        "restore --as x --collection y",
        "collections model x --to y",
        "collections model x --cancel",
        "collections prompt x --to y",
        "subject erase local:x --yes",
        "search x --group-by document",
        "plans list --all",
        "plans list --collection x",
        "feedback list --collection x",
    ];

    private readonly TempFolder _folder = new();

    public CommandWalkTests() => File.WriteAllText(Document, "A text.");

    private string Document => _folder.File("a.txt");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task EmptyValue_IsRefusedInALine()
    {
        List<string> faults = [];
        foreach ((string name, Command command) in Leaves(RagCommands.Create(), ""))
        {
            foreach (Symbol symbol in command.Arguments.Concat<Symbol>(command.Options).Where(TakesValue))
                await CheckAsync([.. name.Split(' '), .. Words(command, symbol)], "http://127.0.0.1:9", isRefused: true, faults);
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"x\"")]
    [InlineData("7")]
    [InlineData("""{"data":null}""")]
    [InlineData("""{"findings":[null],"grains":[null],"version":"1","engine":"e"}""")]
    [InlineData("""{"data":[{}]}""")]
    [InlineData("<!DOCTYPE html><html><body>Welcome</body></html>")]
    [InlineData("")]
    public async Task ResponseOfAnotherServer_EndsWithALine(string body)
    {
        await using FixedServer server = new(200, body);
        List<string> faults = [];
        IEnumerable<string[]> lines = Leaves(RagCommands.Create(), "")
            .Select(leaf => (string[])[.. leaf.Name.Split(' '), .. Words(leaf.Command, empty: null)])
            .Concat(Further.Select(line => line.Split(' ')));
        foreach (string[] line in lines)
        {
            bool isRefused = body.Length > 0 || !AnsweredWithoutContent.Contains(string.Join(' ', line.Take(2)));
            await CheckAsync(line, server.Http.BaseAddress!.ToString(), isRefused, faults);
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    [Fact]
    public async Task ValueThatDoesNotRead_IsNamed()
    {
        (int code, string messages) = await RunAsync(["backup", "verify", "--within", "soon"]);
        Assert.Equal(ExitCodes.Usage, code);
        Assert.Contains("'soon' for option '--within'", messages, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", messages, StringComparison.Ordinal);
    }

    private static async Task CheckAsync(string[] line, string server, bool isRefused, List<string> faults)
    {
        (int code, string messages) = await RunAsync([.. line, "--server", server]);
        string[] said = messages.TrimEnd('\n').Split('\n');
        // The second line of a refused command line points at the help.
        bool isShort =
            said.Length <= (code == ExitCodes.Usage ? 2 : 1)
            && !messages.Contains("a fault of this program", StringComparison.Ordinal)
            && !messages.Contains("System.", StringComparison.Ordinal);
        if (!isShort || (isRefused && (code == ExitCodes.Ok || messages.Length == 0)))
            faults.Add($"rag {string.Join(' ', line.Select(word => word.Length == 0 ? "''" : word))}: {code}, {messages}");
    }

    private static async Task<(int Code, string Messages)> RunAsync(string[] line)
    {
        using FlowWriter messages = FlowWriter.Begin();
        return (await CommandLineRun.RunAsync(RagCommands.Create(), line, "rag"), messages.Written);
    }

    private static IEnumerable<(string Name, Command Command)> Leaves(Command command, string name)
    {
        if (command.Action is not null)
            yield return (name, command);
        foreach (Command below in command.Subcommands.Where(below => !NotWalked.Contains(below.Name)))
        {
            foreach ((string Name, Command Command) leaf in Leaves(below, $"{name} {below.Name}".TrimStart()))
                yield return leaf;
        }
    }

    private static bool TakesValue(Symbol symbol) => symbol is Argument || (symbol is Option option && option.ValueType != typeof(bool));

    // What the command needs, and the empty one.
    private IEnumerable<string> Words(Command command, Symbol? empty)
    {
        foreach (Argument argument in command.Arguments.Where(argument => argument == empty || argument.Arity.MinimumNumberOfValues > 0))
            yield return argument == empty ? "" : Sample(argument.Name, argument.ValueType, []);
        foreach (Option option in command.Options.Where(option => option == empty || option.Required))
        {
            yield return option.Name;
            yield return option == empty ? "" : Sample(option.Name, option.ValueType, option.GetCompletions(CompletionContext.Empty));
        }
    }

    private string Sample(string name, Type type, IEnumerable<CompletionItem> choices) =>
        type == typeof(FileInfo) || name == "path" ? Document
        : type == typeof(DirectoryInfo) ? _folder.FullPath
        : type == typeof(int) || type == typeof(long) ? 1.ToString(CultureInfo.InvariantCulture)
        : choices.FirstOrDefault()?.Label ?? (name == "subject" ? "local:x" : "x");
}
