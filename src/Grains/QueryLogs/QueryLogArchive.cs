using System.Globalization;
using System.Text.Json;
using RagCluster.Corpus.Errors;
using RagCluster.Storage;

namespace RagCluster.Grains.QueryLogs;

/// <summary>
/// The blocks of the query log in the store, which seals, copies and backs them up as all of its small values. A month's blocks stand under
/// its name, so that a month is deleted without reading another.
/// </summary>
internal sealed class QueryLogArchive(IKeyValueStore values)
{
    private const string Scope = "query-log";
    private const string MonthsKey = "months";

    /// <summary>The block at a place and its version; null when there is none, or none that can be read.</summary>
    internal async Task<(QueryLogBlock Block, long Version)?> ReadAsync(string log, int number, CancellationToken cancellationToken)
    {
        try
        {
            return await values.ReadAsync(Scope, KeyOf(log, number), cancellationToken) is { } stored
                ? (QueryLogBlock.Read(stored.Value), stored.Version)
                : null;
        }
        catch (RagException damaged) when (damaged.Code == RagException.CorruptCode)
        {
            return null;
        }
    }

    /// <summary>Writes a block in place of a version; null when another writer was first.</summary>
    internal Task<long?> WriteAsync(string log, QueryLogBlock block, long? version, CancellationToken cancellationToken) =>
        values.WriteAsync(Scope, KeyOf(log, block.Number), block.ToBytes(), version, cancellationToken);

    /// <summary>Deletes a block.</summary>
    internal Task DeleteAsync(string log, int number, CancellationToken cancellationToken) =>
        values.DeleteAsync(Scope, KeyOf(log, number), null, cancellationToken);

    /// <summary>How many blocks a log has, as far as is noted: the note is written when a block begins, before the block.</summary>
    internal async Task<int> CountAsync(string log, CancellationToken cancellationToken) =>
        await values.ReadAsync(Scope, log, cancellationToken) is { } noted ? JsonSerializer.Deserialize<int>(noted.Value) : 0;

    /// <summary>Notes how many blocks a log has.</summary>
    internal async Task NoteCountAsync(string log, int count, CancellationToken cancellationToken)
    {
        long? version = (await values.ReadAsync(Scope, log, cancellationToken))?.Version;
        await values.WriteAsync(Scope, log, JsonSerializer.SerializeToUtf8Bytes(count), version, cancellationToken);
    }

    /// <summary>Forgets a log whose blocks are deleted.</summary>
    internal Task ForgetAsync(string log, CancellationToken cancellationToken) => values.DeleteAsync(Scope, log, null, cancellationToken);

    /// <summary>The cluster's logs, as <c>tenant/month</c>.</summary>
    internal async Task<(string[] Logs, long? Version)> LogsAsync(CancellationToken cancellationToken) =>
        await values.ReadAsync(Scope, MonthsKey, cancellationToken) is { } stored
            ? (JsonSerializer.Deserialize<string[]>(stored.Value)!, stored.Version)
            : ([], null);

    /// <summary>Writes which logs there are.</summary>
    /// <returns>False when another writer was first.</returns>
    internal async Task<bool> WriteLogsAsync(string[] logs, long? version, CancellationToken cancellationToken) =>
        await values.WriteAsync(Scope, MonthsKey, JsonSerializer.SerializeToUtf8Bytes(logs), version, cancellationToken) is not null;

    private static string KeyOf(string log, int number) => string.Create(CultureInfo.InvariantCulture, $"{log}/{number:D7}");
}
