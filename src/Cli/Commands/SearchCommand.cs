using System.CommandLine;
using RagCluster.Cli.Client;
using RagCluster.Cli.Output;
using RagCluster.Client.Queries;
using Spectre.Console;

namespace RagCluster.Cli.Commands;

/// <summary><c>rag search</c>.</summary>
internal static class SearchCommand
{
    /// <summary>Builds the command.</summary>
    internal static Command Create(Globals globals)
    {
        Option<string?> groupBy = new("--group-by") { Description = "document: --top-k counts documents, each with its best passages" };
        Option<int?> perDocument = new("--per-document")
        {
            Description = "The most passages of one document (3 when grouped, otherwise no limit)",
        };
        WholeNumber.Within(perDocument, 1, 400);
        Option<bool> highlight = new("--highlight") { Description = "Set the words of the query off in the passages" };
        Choice.Among(groupBy, "document");
        Command command = new("search", "Find passages") { groupBy, perDocument, highlight };
        QueryArguments query = new(command);
        command.SetAction(
            async (parse, cancellationToken) =>
            {
                using RagClient client = globals.Client(parse);
                SearchQuery search = query.Search(parse) with
                {
                    IsGrouped = parse.GetValue(groupBy) is not null,
                    PerDocumentMax = parse.GetValue(perDocument),
                    Highlight = parse.GetValue(highlight) ? true : null,
                };
                string collection = await query.CollectionAsync(client, parse, cancellationToken);
                SearchView result = await client.SearchAsync(collection, search, cancellationToken);
                globals.Report(parse).Write(result, Write);
                return ExitCodes.Ok;
            }
        );
        return command;
    }

    private static void Write(SearchView result)
    {
        if (result.Groups is { } groups)
        {
            for (int i = 0; i < groups.Length; i++)
                Write(i + 1, groups[i]);
        }

        PassageView[] results = result.Results ?? [];
        for (int i = 0; i < results.Length; i++)
        {
            PassageView passage = results[i];
            string headings = passage.HeadingPath.Length > 0 ? $" › {Headings(passage)}" : "";
            Terminal.Line($"[bold]{i + 1}. {passage.Title}[/]{headings} [grey]({passage.Uri}{Page(passage)}; score {passage.Score:F3})[/]");
            Terminal.MarkupLine($"   {PassageText.Markup(passage)}");
        }

        int count = results.Length + (result.Groups ?? []).Sum(group => group.Passages.Length);
        if (count == 0)
            AnsiConsole.MarkupLine("[yellow]No passage matches.[/]");
        string documents = result.Groups is null ? "" : $" of {result.Groups.Length} documents";
        Terminal.Line(
            $"[grey]{count} passages{documents}, {result.TookMs:F1} ms{AnswerText.FromCache(result.Cached, result.AnsweredQuery)}[/]"
        );
    }

    private static void Write(int number, PassageGroupView group)
    {
        Terminal.Line($"[bold]{number}. {group.Title}[/] [grey]({group.Uri}; score {group.Score:F3})[/]");
        foreach (PassageView passage in group.Passages)
        {
            Terminal.Line(
                $"   [grey]{Headings(passage)} (characters {passage.Start} to {passage.End}{Page(passage)}; score {passage.Score:F3})[/]"
            );
            Terminal.MarkupLine($"   {PassageText.Markup(passage)}");
        }
    }

    private static string Headings(PassageView passage) => string.Join(" › ", passage.HeadingPath);

    private static string Page(PassageView passage) => passage.Page is { } number ? $", page {number}" : "";
}
