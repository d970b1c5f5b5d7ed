using System.CommandLine;
using System.Globalization;
using RagCluster.Cli.Client;
using RagCluster.Cli.Output;

namespace RagCluster.Cli.Commands;

/// <summary><c>rag queries list|months</c>.</summary>
internal static class QueriesCommand
{
    /// <summary>Builds the command.</summary>
    internal static Command Create(Globals globals) =>
        new("queries", "Show what was asked and what came of it, where the query log is on") { List(globals), Months(globals) };

    private static Command List(Globals globals)
    {
        Option<int> limit = new("--limit", "-n") { Description = "How many entries, 1 to 1000", DefaultValueFactory = _ => 50 };
        WholeNumber.Within(limit, 1, 1_000);
        // By the names of the request's parameters.
        Option<string?>[] filters =
        [
            new("--month") { Description = "Only this month's, for example 2026-11" },
            new("--collection", "-c") { Description = "Only those that asked this collection" },
            new("--ending") { Description = "Only those that ended so: found, empty, answered, refused or failed" },
            new("--subject") { Description = "Only those of this principal, for example local:ada" },
            new("--before") { Description = "Only those before this entry" },
        ];
        Command command = new("list", "Show the newest entries of the query log") { limit };
        Array.ForEach(filters, command.Options.Add);
        command.SetAction(
            async (parse, cancellationToken) =>
            {
                using RagClient client = globals.Client(parse);
                string path = string.Create(CultureInfo.InvariantCulture, $"/api/v1/queries?limit={parse.GetValue(limit)}");
                foreach (Option<string?> filter in filters)
                {
                    if (parse.GetValue(filter) is { } value)
                        path += $"&{filter.Name.TrimStart('-')}={Uri.EscapeDataString(value)}";
                }

                globals.Report(parse).Write(await client.GetAsync<QueryLogView>(path, cancellationToken), Write);
                return ExitCodes.Ok;
            }
        );
        return command;
    }

    private static Command Months(Globals globals)
    {
        Command command = new("months", "Show how many searches and questions of each month ended how");
        command.SetAction(
            async (parse, cancellationToken) =>
            {
                using RagClient client = globals.Client(parse);
                globals.Report(parse).Write(await client.GetAsync<QueryMonthsView>("/api/v1/queries/months", cancellationToken), Write);
                return ExitCodes.Ok;
            }
        );
        return command;
    }

    private static void Write(QueryLogView log)
    {
        foreach (LoggedQueryView query in log.Data)
        {
            string at = query.At.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
            string took = query.TookMs.ToString("0.0", CultureInfo.InvariantCulture);
            string cached = query.Cached is null ? "" : $", from {query.Cached}";
            Terminal.Line($"[grey]{at}[/]  {query.Ending, -8}  [bold]{query.Query}[/]");
            Terminal.Line(
                $"[grey]  {query.Id}  {query.Collection}  by {query.Subject ?? "nobody known"}  ",
                $"{query.Passages} passages in {took} ms{cached}[/]"
            );
        }

        if (log.HasMore)
            Terminal.Line($"More with --before {log.LastId}");
        WriteWhetherOn(log.IsOn);
    }

    private static void Write(QueryMonthsView months)
    {
        foreach (QueryMonthView month in months.Data)
            Terminal.Line(
                $"[bold]{month.Month}[/]  questions: {month.Answered} answered, {month.Refused} refused  ",
                $"searches: {month.Found} found, {month.Empty} empty  errors: {month.Failed}"
            );
        WriteWhetherOn(months.IsOn);
    }

    private static void WriteWhetherOn(bool isOn)
    {
        if (!isOn)
            Terminal.Line($"The query log is off: nothing is added. RAG__QueryLog__IsOn=true at the server turns it on.");
    }
}
