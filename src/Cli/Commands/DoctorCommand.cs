using System.CommandLine;
using RagCluster.Cli.Client;
using RagCluster.Cli.Output;
using RagCluster.Cli.Server;

namespace RagCluster.Cli.Commands;

/// <summary><c>rag doctor</c>.</summary>
internal static class DoctorCommand
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>Builds the command.</summary>
    internal static Command Create(Globals globals)
    {
        Option<string?> data = new("--data")
        {
            Description = "The data folder of a server that is stopped; without it the running server is asked",
        };
        Option<bool> repair = new("--repair") { Description = "Mend what can be mended" };
        Command command = new("doctor", "Read everything that is stored and say what is damaged") { data, repair };
        command.SetAction(
            async (parse, cancellationToken) =>
            {
                if (parse.GetValue(data) is { } folder)
                    return await CheckFolderAsync(folder, parse.GetValue(repair), parse.GetValue(globals.Json), cancellationToken);
                using RagClient client = globals.Client(parse);
                StoreCheckView report = await CheckServerAsync(client, parse.GetValue(repair), cancellationToken);
                if (report.Failure is { } failure)
                    throw new RagClientException($"The check could not be ended: {failure}");
                globals.Report(parse).Write(report, Write);
                return report.Findings.All(finding => finding.IsRepaired) ? ExitCodes.Ok : ExitCodes.Failed;
            }
        );
        return command;
    }

    // The server's program opens the folder as a server would, and writes the report itself.
    private static async Task<int> CheckFolderAsync(string folder, bool repair, bool json, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(folder))
            throw new RagClientException($"There is no folder '{folder}'.");
        return await SiloProgram.RunAsync(
            [
                "doctor",
                "--Storage:DataFolder",
                Path.GetFullPath(folder),
                .. repair ? ["--repair"] : Array.Empty<string>(),
                .. json ? ["--json"] : Array.Empty<string>(),
            ],
            cancellationToken
        );
    }

    private static async Task<StoreCheckView> CheckServerAsync(RagClient client, bool repair, CancellationToken cancellationToken)
    {
        StoreCheckView report = await client.PostAsync<StoreCheckView>(
            $"/api/v1/cluster/check?repair={(repair ? "true" : "false")}",
            null,
            cancellationToken
        );
        while (report.Running)
        {
            await Task.Delay(Pause, TimeProvider.System, cancellationToken);
            report = await client.GetAsync<StoreCheckView>("/api/v1/cluster/check", cancellationToken);
        }

        return report;
    }

    private static void Write(StoreCheckView report)
    {
        Terminal.Line(
            $"{report.Rows} rows and the files of {report.Replicas} replicas were read: {report.Damaged} damaged, ",
            $"{report.Repaired} repaired."
        );
        foreach (DamageView finding in report.Findings)
            Terminal.Line($"{(finding.IsRepaired ? "repaired" : "damaged ")}  {finding.Kind, -10}  {finding.What}: {finding.Outcome}");
    }
}
