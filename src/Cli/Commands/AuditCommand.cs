using System.CommandLine;
using System.Globalization;
using RagCluster.Cli.Client;
using RagCluster.Cli.Output;

namespace RagCluster.Cli.Commands;

/// <summary><c>rag audit list|verify</c>.</summary>
internal static class AuditCommand
{
    /// <summary>Builds the command.</summary>
    internal static Command Create(Globals globals) =>
        new("audit", "Show who did what, and check that nothing of it was changed") { List(globals), Verify(globals) };

    private static Command List(Globals globals)
    {
        Option<int> limit = new("--limit", "-n") { Description = "How many entries, 1 to 1000", DefaultValueFactory = _ => 50 };
        WholeNumber.Within(limit, 1, 1_000);
        Option<long?> before = new("--before") { Description = "Only entries before this number" };
        Command command = new("list", "Show the newest entries of the audit log") { limit, before };
        command.SetAction(
            async (parse, cancellationToken) =>
            {
                using RagClient client = globals.Client(parse);
                string path = string.Create(CultureInfo.InvariantCulture, $"/api/v1/audit?limit={parse.GetValue(limit)}");
                if (parse.GetValue(before) is { } number)
                    path += string.Create(CultureInfo.InvariantCulture, $"&before={number}");
                ListView<AuditEntryView> entries = await client.GetAsync<ListView<AuditEntryView>>(path, cancellationToken);
                globals.Report(parse).Write(entries.Data, all => Array.ForEach(all, Write));
                return ExitCodes.Ok;
            }
        );
        return command;
    }

    private static Command Verify(Globals globals)
    {
        Command command = new("verify", "Read the whole audit log; fails when an entry was changed, taken out or moved");
        command.SetAction(
            async (parse, cancellationToken) =>
            {
                using RagClient client = globals.Client(parse);
                AuditReportView report = await client.GetAsync<AuditReportView>("/api/v1/audit/verification", cancellationToken);
                globals.Report(parse).Write(report, Write);
                return report.IsWhole ? ExitCodes.Ok : ExitCodes.Failed;
            }
        );
        return command;
    }

    private static void Write(AuditEntryView entry)
    {
        string at = entry.At.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        string times = entry.Count > 1 ? string.Create(CultureInfo.InvariantCulture, $" ×{entry.Count}") : "";
        Terminal.Line($"[grey]{entry.Sequence, 6}  {at}[/]  {entry.Status}{times}  [bold]{entry.Subject}[/]  {entry.Action}");
        Terminal.Line($"        [grey]{entry.Target}  from {entry.Address}[/]");
    }

    private static void Write(AuditReportView report)
    {
        foreach (string fault in report.Faults)
            Terminal.Line($"[red]{fault}[/]");
        string state = report.IsWhole ? "whole" : "broken";
        Terminal.Line($"The audit log is {state}: {report.EntryCount} entries in {report.BlockCount} blocks.");
        Terminal.Line($"Its end is {report.HeadHash}: keep it elsewhere, and a log that was written anew can be told from this one.");
    }
}
