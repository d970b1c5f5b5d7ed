using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using RagCluster.Backup;
using RagCluster.Backup.Destinations;
using RagCluster.Backup.Manifests;
using RagCluster.Backup.Restoring;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Access;
using RagCluster.Grains.Interfaces.Access;
using RagCluster.Silo.Backups;
using RagCluster.Silo.Lifecycle;
using RagCluster.Silo.Storage;
using RagCluster.Storage.Encryption;
using RagCluster.Storage.Relational;
using RagCluster.Storage.Relational.Copying;

namespace RagCluster.Silo.StoppedStore;

/// <summary>
/// This program, started with the word <c>backup</c> and what to do: works on the store and the places for backups that the settings name,
/// without a server. <c>create</c>, <c>list</c>, <c>verify</c>, <c>restore</c>.
/// </summary>
internal sealed class StoppedStoreBackup
{
    /// <summary>The word that asks for it.</summary>
    internal const string Verb = "backup";

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    private readonly IConfiguration _configuration;
    private readonly StoreSettings _store;
    private readonly BackupOptions _options;
    private readonly BackupService _backups;
    private readonly TextWriter _output;

    private StoppedStoreBackup(IConfiguration configuration, TextWriter output)
    {
        _configuration = configuration;
        _output = output;
        _store = StoreSettings.Read(configuration);
        _options = configuration.GetSection(BackupOptions.Section).Get<BackupOptions>() ?? new();
        if (_options.Validate().FirstOrDefault() is { } failure)
            throw new ArgumentException(failure);
        _backups = new BackupService(_options, TimeProvider.System);
    }

    private string? Name => _configuration["Do:Name"] is { Length: > 0 } name and not "latest" ? name : null;

    private bool AsJson => _configuration["Do:Json"] == "true";

    /// <summary>Does what the arguments say.</summary>
    /// <param name="args">What follows the word: what to do, and settings.</param>
    /// <param name="output">Takes the report.</param>
    /// <param name="cancellationToken">Ends it.</param>
    internal static async Task<int> RunAsync(string[] args, TextWriter output, CancellationToken cancellationToken)
    {
        IConfiguration configuration = new ConfigurationBuilder().AddEnvironmentVariables("RAG__").AddCommandLine(args[1..]).Build();
        StoppedStoreBackup run = new(configuration, output);
        try
        {
            return await run.DoAsync(args[0], cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return Interruption.ExitCode;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or RagException)
        {
            await Console.Error.WriteLineAsync($"ragcluster: {failure.Message}");
            return 1;
        }
    }

    private Task<int> DoAsync(string what, CancellationToken cancellationToken) =>
        what switch
        {
            "create" => CreateAsync(cancellationToken),
            "list" => ListAsync(cancellationToken),
            "verify" when _configuration["Do:Restore"] == "true" => TryAsync(cancellationToken),
            "verify" => VerifyAsync(cancellationToken),
            "restore" => RestoreAsync(cancellationToken),
            _ => throw new ArgumentException($"'{what}' is nothing that can be done with backups: create, list, verify or restore."),
        };

    private async Task<int> CreateAsync(CancellationToken cancellationToken)
    {
        BackupKind kind = _configuration["Do:Kind"] == "configuration" ? BackupKind.Configuration : BackupKind.Full;
        await using RelationalDocumentStore store = await _store.OpenAsync(TimeProvider.System, cancellationToken);
        BackupManifest manifest = await _backups.TakeAsync(store, Files, kind, cancellationToken);
        return await WriteAsync(BackupSummary.Of(manifest), summary => $"{Line(summary)}, verified");
    }

    private async Task<int> ListAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<BackupSummary> backups = await _backups.ListAsync(cancellationToken);
        return await WriteAsync(
            backups,
            list => list.Count == 0 ? "There are no backups." : string.Join(Environment.NewLine, list.Select(Line))
        );
    }

    private async Task<int> VerifyAsync(CancellationToken cancellationToken)
    {
        BackupManifest manifest = await _backups.VerifyAsync(Name, cancellationToken);
        return await WriteAsync(BackupSummary.Of(manifest), summary => $"{Line(summary)}: every part is as it was written");
    }

    private async Task<int> TryAsync(CancellationToken cancellationToken)
    {
        BackupTrial trial = new(_configuration, _options, _backups);
        TrialReport report = await trial.RunAsync(Name, cancellationToken);
        await WriteAsync(report, done => $"{Text(done.Restored, isDry: false)}{Environment.NewLine}{BackupTrial.Verdict(done)}");
        foreach (string finding in report.Answers?.Findings ?? [])
            await Console.Error.WriteLineAsync($"ragcluster: {finding}");
        return report.Answers is { Findings.Count: > 0 } ? 1 : 0;
    }

    // Whoever has the store at hand runs the cluster, and may name a tenant.
    private static RestorePlan PlanOf(string collection)
    {
        CollectionId id = collection.Contains('/', StringComparison.Ordinal)
            ? CollectionId.Parse(collection)
            : new CollectionId(CollectionId.DefaultTenant, collection);
        return new RestorePlan(id.Tenant, id.Name);
    }

    private async Task<int> RestoreAsync(CancellationToken cancellationToken)
    {
        RestorePlan plan = _configuration["Do:Collection"] is { Length: > 0 } collection ? PlanOf(collection) : RestorePlan.Everything;
        DateTimeOffset? at = _configuration["Do:To"] is { Length: > 0 } moment
            ? DateTimeOffset.Parse(moment, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal)
            : null;
        bool isDry = _configuration["Do:DryRun"] == "true";
        RestoreReport report = await _backups.RestoreAsync(
            Name,
            at,
            (place, point) =>
                isDry
                    ? new StoreRestore(place).TryAsync(point.Backup, plan with { Log = point.Log }, cancellationToken)
                    : RestoreAsync(place, point.Backup, plan with { Log = point.Log }, cancellationToken),
            cancellationToken
        );
        await WriteAsync(report, done => Text(done, isDry));
        if (!isDry && _configuration["Audit:IsOn"] is not "false")
            await NoteRestoreAsync(report, plan, cancellationToken);
        return 0;
    }

    // A restore takes back what was written since, rights among it: the log that came back with the store is where that is looked for.
    private async Task NoteRestoreAsync(RestoreReport report, RestorePlan plan, CancellationToken cancellationToken)
    {
        await using RelationalDocumentStore store = await _store.OpenAsync(TimeProvider.System, cancellationToken);
        AuditEvent done = new(
            TimeProvider.System.GetUtcNow(),
            StoppedStoreAudit.Subject,
            StoppedStoreAudit.Address,
            "rag restore",
            plan.Collection is null ? report.Backup : $"{report.Backup}: {plan.Tenant}/{plan.Collection}",
            StatusCodes.Status200OK,
            1,
            ""
        );
        await StoppedStoreAudit.AppendAsync(store.KeyValues, done, cancellationToken);
    }

    private async Task<RestoreReport> RestoreAsync(
        BackupDestination place,
        string name,
        RestorePlan plan,
        CancellationToken cancellationToken
    )
    {
        ContentCipher cipher = await _store.Encryption.ReadAsync(cancellationToken);
        FolderRestore folder = new(place, cipher, TimeProvider.System);
        if (_store.Provider == StoreSettings.Sqlite)
            return await folder.RunAsync(name, plan, Path.GetFullPath(_store.DataFolder), cancellationToken);
        int files = plan.Collection is null ? await folder.RunFilesAsync(name, Path.GetFullPath(_store.DataFolder), cancellationToken) : 0;
        RestoreReport report = await new StoreRestore(place).RunAsync(name, plan, OpenAsync, cancellationToken);
        return report with { Files = files };

        async Task<IRowTarget> OpenAsync(int version) =>
            await RagCluster.Storage.Postgres.PostgresRowTarget.OpenAsync(
                _store.PostgresOptions,
                version,
                cipher,
                TimeProvider.System,
                cancellationToken
            );
    }

    private DataFolderFiles Files => new(Path.GetFullPath(_store.DataFolder), _configuration);

    private static string Line(BackupSummary backup) =>
        backup.Failure is { } failure
            ? $"{backup.Name}  unreadable: {failure}"
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{backup.Name}  {backup.Kind!.Value.ToString().ToLowerInvariant()}, {backup.Rows} rows, "
                    + $"{backup.Bytes} bytes of which {backup.OwnBytes} are new, {backup.Encryption ?? "not encrypted"}"
            );

    private static string Text(RestoreReport report, bool isDry) =>
        string.Join(
            Environment.NewLine,
            report
                .Collections.Select(one =>
                    FormattableString.Invariant($"{one.Tenant}/{one.Name}  {one.Documents} documents, {one.Chunks} chunks")
                )
                .Prepend(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{(isDry ? "would be restored" : "restored")}: {report.Backup}, the state of {report.CreatedAt:O}, "
                            + $"{report.Rows} rows and {report.Files} files"
                    )
                )
        );

    private async Task<int> WriteAsync<T>(T result, Func<T, string> text)
    {
        await _output.WriteLineAsync(AsJson ? JsonSerializer.Serialize(result, Json) : text(result));
        return 0;
    }
}
