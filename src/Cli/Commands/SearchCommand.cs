using System.CommandLine;
using RagCluster.Cli.Client;
using RagCluster.Cli.Output;
using Spectre.Console;

namespace RagCluster.Cli.Commands;

/// <summary><c>rag search</c>.</summary>
internal static class SearchCommand
{
    private const int ShownCharacters = 240;

    /// <summary>Builds the command.</summary>
    internal static Command Create(Globals globals)
    {
        Command command = new("search", "Find passages");
        QueryArguments query = new(command);
        command.SetAction(async (parse, cancellationToken) =>
        {
            using RagClient client = globals.Client(parse);
            SearchView result = await client.PostAsync<SearchView>($"{query.Path(parse)}/search", query.Body(parse), cancellationToken);
            globals.Report(parse).Write(result, Write);
            return ExitCodes.Ok;
        });
        return command;
    }

    private static void Write(SearchView result)
    {
        if (result.Results.Length == 0)
            AnsiConsole.MarkupLine("[yellow]No passage matches.[/]");
        for (int i = 0; i < result.Results.Length; i++)
        {
            PassageView passage = result.Results[i];
            string page = passage.Page is { } number ? $", page {number}" : "";
            string headings = passage.HeadingPath.Length > 0 ? $" › {string.Join(" › ", passage.HeadingPath)}" : "";
            AnsiConsole.MarkupLineInterpolated($"[bold]{i + 1}. {passage.Title}[/]{headings} [grey]({passage.Uri}{page}; score {passage.Score:F3})[/]");
            string text = AnswerText.OneLine(passage.Text);
            AnsiConsole.MarkupLineInterpolated($"   {(text.Length > ShownCharacters ? text[..ShownCharacters] + " …" : text)}");
        }

        AnsiConsole.MarkupLineInterpolated($"[grey]{result.Results.Length} passages, {result.TookMs:F1} ms{AnswerText.FromCache(result.Cached)}[/]");
    }
}
