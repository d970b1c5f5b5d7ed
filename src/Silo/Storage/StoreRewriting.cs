using Microsoft.Extensions.Options;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Shards;
using RagCluster.Shards.Recovery;
using RagCluster.Storage.Relational.Rewriting;
using RagCluster.Storage.Snapshots;

namespace RagCluster.Silo.Storage;

/// <summary>
/// Brings what is stored into the form of the settings, in the background, after encryption was turned on or off or its key was replaced:
/// the store's values, the files of shards that nobody opens, and what the database's file holds beside its rows. Each silo does it once
/// after its start, and tries again each minute until it is done; no more, or silos that are restarted one after the other with new
/// settings would undo each other's work. Two that do it at once rewrite no value twice, since each changes a value only while it is as it
/// was read.
/// </summary>
internal sealed partial class StoreRewriting(
    StoreEncryption encryption,
    IOptions<ShardFilesOptions> files,
    RewritingState state,
    TimeProvider time,
    ILogger<StoreRewriting> log
) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);
    private readonly DurableShardDisk _disk = new();
    private bool _areValuesInForm;
    private bool _areFilesInForm;
    private bool _isFileClean;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using PeriodicTimer timer = new(Pause, time);
        do
        {
            try
            {
                _areValuesInForm = _areValuesInForm || await RewriteValuesAsync(stoppingToken);
                if (!_areFilesInForm)
                    _areFilesInForm = await Task.Run(() => RewriteFiles(stoppingToken), stoppingToken);
                _isFileClean = _isFileClean || (_areValuesInForm && await WipeAsync(stoppingToken));
            }
            catch (Exception failure) when (failure is RagException or IOException or UnauthorizedAccessException)
            {
                // The service's boundary: values stay in the form that they have, in which they are read, and the next look goes on.
                LogFailed(failure);
                state.Fail(
                    $"late: what is stored does not all have the form of the settings yet; it goes on in a minute. {failure.Message}"
                );
            }
        } while (!(_areValuesInForm && _areFilesInForm && _isFileClean) && await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task<bool> RewriteValuesAsync(CancellationToken stoppingToken)
    {
        if (!await encryption.IsDueAtStartAsync(stoppingToken))
            return true;
        LogBegun(encryption.Active ?? "none: in the clear");
        state.Set("rewriting: values are being written in the form of the settings.");
        RewriteReport report = await encryption.RewriteAsync(stoppingToken);
        LogDone(report.Rewritten, report.Unreadable, report.Keys.Count == 0 ? "none" : string.Join(", ", report.Keys));
        if (report.Unreadable > 0)
            state.Fail(FormattableString.Invariant($"late: {report.Unreadable} values are damaged and stayed as they were: 'rag doctor'."));
        // Damaged values stay until somebody mends them, and are looked for at the next start.
        return report.IsComplete || report.Unreadable > 0;
    }

    private async Task<bool> WipeAsync(CancellationToken stoppingToken)
    {
        if (await encryption.HasTracesAsync(stoppingToken))
        {
            state.Set("wiping: the database is being written anew, without what its unused pages hold.");
            if (await encryption.WipeAsync(stoppingToken) is { } done)
                LogWiped(done.BytesBefore, done.BytesAfter);
        }

        if (_areFilesInForm && !await encryption.IsDueAsync(stoppingToken))
            state.Set($"{RewritingState.Done}: everything that is stored has the form of the settings.");
        return true;
    }

    // Those that are written later have the form from the beginning.
    private bool RewriteFiles(CancellationToken stoppingToken)
    {
        if (files.Value.Folder is not { Length: > 0 } folder)
            return true;
        (int written, int left) = SegmentRewrite.RunAll(Path.GetFullPath(folder), _disk, encryption.FileKeys, stoppingToken);
        if (written + left > 0)
            LogFiles(written, left);
        if (left > 0)
            state.Fail(FormattableString.Invariant($"late: {left} files of shards could not be rewritten; it goes on in a minute."));
        return left == 0;
    }

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "{Written} files of shards were rewritten; {Left} could not be and stayed, which is tried again in a minute"
    )]
    private partial void LogFiles(int written, int left);

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "The database was written anew, so that its file holds nothing of before: {Before} bytes are {After} now"
    )]
    private partial void LogWiped(long before, long after);

    [LoggerMessage(Level = LogLevel.Information, Message = "Stored values are being written with the key {Key}")]
    private partial void LogBegun(string key);

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "{Rewritten} stored values were rewritten, {Unreadable} are damaged and stayed; the store needs these keys: {Keys}"
    )]
    private partial void LogDone(long rewritten, long unreadable, string keys);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Stored values could not all be rewritten; it goes on in a minute")]
    private partial void LogFailed(Exception error);
}
