using System.Globalization;
using System.Text.Json;
using RagCluster.Corpus.Damage;
using RagCluster.Corpus.Errors;
using RagCluster.Shards.Recovery;
using RagCluster.Silo.Hosting;
using RagCluster.Silo.Storage;
using RagCluster.Storage;
using RagCluster.Storage.Relational;
using RagCluster.Storage.Snapshots;
using RagCluster.Storage.Sqlite;

namespace RagCluster.Silo.Doctor;

/// <summary>
/// This program, started with the word <c>doctor</c>: opens the store that the settings name as a server would, reads everything in it and
/// in the shards' files, and says what is damaged. With <c>--repair</c> it mends what can be mended; documents that are to be indexed again
/// are when the server starts. Without it nothing is changed: a database that is a file is opened as a copy, since opening one sets flipped
/// bits right. Ends with 0 when nothing is damaged or all of it is mended, else with 1.
/// </summary>
internal static class StoppedFolderCheck
{
    /// <summary>The word that asks for it.</summary>
    internal const string Verb = "doctor";

    private const string RepairFlag = "--repair";
    private const string JsonFlag = "--json";
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
    };

    /// <summary>Checks.</summary>
    /// <param name="args">What follows the word.</param>
    /// <param name="output">Takes the report.</param>
    /// <param name="cancellationToken">Ends it.</param>
    internal static async Task<int> RunAsync(string[] args, TextWriter output, CancellationToken cancellationToken)
    {
        bool repair = args.Contains(RepairFlag);
        IConfiguration configuration = new ConfigurationBuilder()
            .AddEnvironmentVariables("RAG__")
            .AddCommandLine([.. args.Except([RepairFlag, JsonFlag])])
            .Build();
        StoreSettings settings = StoreSettings.Read(configuration);
        bool asJson = args.Contains(JsonFlag);
        string folder = Path.GetFullPath(settings.DataFolder);
        string? fault;
        try
        {
            // Before the database is copied: what is wrong with the folder is not copied with it.
            fault = settings.Provider == StoreSettings.Sqlite ? DataFolderFault.Find(folder, settings.ShardsFolder) : null;
            if (fault is null)
            {
                (long rows, int files, DamageFinding[] findings) = await CheckAsync(settings, repair, cancellationToken);
                await output.WriteLineAsync(Written(rows, files, findings, asJson));
                return findings.All(finding => finding.IsRepaired) ? 0 : 1;
            }
        }
        catch (Exception unreadable)
            when (unreadable is UnauthorizedAccessException or RagException { Code: RagException.CorruptCode or RagException.DeniedCode })
        {
            fault = StartupErrors.Explain(unreadable)![0].Replace(UntouchedFolder.PathIn(folder), folder, StringComparison.Ordinal);
        }

        DamageFinding lost = new(DamageKinds.Database, "the database", false, fault, TimeProvider.System.GetUtcNow());
        await output.WriteLineAsync(Written(0, 0, [lost], asJson));
        return 1;
    }

    private static async Task<(long Rows, int Files, DamageFinding[] Findings)> CheckAsync(
        StoreSettings settings,
        bool repair,
        CancellationToken cancellationToken
    )
    {
        using UntouchedFolder? copy =
            repair || settings.Provider != StoreSettings.Sqlite ? null : UntouchedFolder.Copy(settings.DataFolder);
        await using RelationalDocumentStore store = await (copy is null ? settings : settings.In(copy.FullPath)).OpenAsync(
            TimeProvider.System,
            cancellationToken
        );
        store.Damage.Progressed += new StepLines().Write;
        // What opening the store has found already, and set right.
        DamageFinding[] opened = [.. store.Damage.Findings];
        StoreReport report = await store.CheckAsync(repair, cancellationToken);
        (int files, DamageFinding[] damagedFiles) = ShardFolderCheck.Run(
            Path.GetFullPath(settings.ShardsFolder),
            repair,
            store.Encryption.FileKeys,
            new DurableShardDisk(),
            TimeProvider.System
        );
        return (report.Rows, files, Latest([.. copy is null ? opened : opened.Select(Untouched), .. report.Findings, .. damagedFiles]));
    }

    // What the opening met, the check meets again.
    private static DamageFinding[] Latest(DamageFinding[] findings) =>
        [.. findings.GroupBy(finding => (finding.Kind, finding.What)).Select(same => same.Last())];

    private static string Written(long rows, int files, DamageFinding[] findings, bool asJson) =>
        asJson
            ? JsonSerializer.Serialize(
                new
                {
                    rows,
                    files,
                    damaged = findings.Length,
                    repaired = findings.Count(f => f.IsRepaired),
                    findings,
                },
                Json
            )
            : Text(rows, files, findings);

    private static DamageFinding Untouched(DamageFinding finding) =>
        finding.IsRepaired ? finding with { IsRepaired = false, Outcome = "It is set right by --repair, or by the next start." } : finding;

    private static string Text(long rows, int files, DamageFinding[] findings)
    {
        string head = string.Create(
            CultureInfo.InvariantCulture,
            $"{rows} rows and {files} files of shards were read: {findings.Length} damaged, "
                + $"{findings.Count(finding => finding.IsRepaired)} repaired."
        );
        return string.Join(
            Environment.NewLine,
            findings
                .Select(finding =>
                    $"{(finding.IsRepaired ? "repaired" : "damaged ")}  {finding.Kind, -10}  {finding.What}: {finding.Outcome}"
                )
                .Prepend(head)
        );
    }
}
