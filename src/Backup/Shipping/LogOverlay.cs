using RagCluster.Backup.Destinations;
using RagCluster.Backup.Manifests;
using RagCluster.Backup.Parts;
using RagCluster.Backup.Rows;
using RagCluster.Storage.Relational.Copying;

namespace RagCluster.Backup.Shipping;

/// <summary>
/// What the log puts on top of a backup: for each row that it names the last thing that was said of it. The segments' bytes are kept as
/// stored (compressed), and the addresses of their rows.
/// </summary>
internal sealed class LogOverlay
{
    private readonly List<(BackupPart Part, byte[] Stored, int Segment)> _parts = [];
    private readonly Dictionary<string, Dictionary<string, int>> _last = new(StringComparer.Ordinal);
    private readonly BackupDestination _place;

    private LogOverlay(BackupDestination place) => _place = place;

    /// <summary>Reads segments.</summary>
    /// <param name="place">Where they are.</param>
    /// <param name="log">The segments, in order.</param>
    /// <param name="schemaVersion">The version of the backup's tables.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="Corpus.Errors.RagException">One is missing or damaged; the message names it.</exception>
    internal static async Task<LogOverlay> ReadAsync(
        BackupDestination place,
        IReadOnlyList<SegmentName> log,
        int schemaVersion,
        CancellationToken cancellationToken
    )
    {
        LogOverlay overlay = new(place);
        for (int i = 0; i < log.Count; i++)
        {
            (SegmentHeader header, List<ReadOnlyMemory<byte>> parts) = await new LogPlace(place).ReadAsync(log[i], cancellationToken);
            if (header.SchemaVersion != schemaVersion)
                throw BackupFailure.Damaged(header.Name, "is of another version of the tables than its backup");
            for (int part = 0; part < parts.Count; part++)
                overlay.Add(header.Parts[part], parts[part].ToArray(), i);
        }

        return overlay;
    }

    /// <summary>Whether the log says something of a row, so that the backup's is not the present one.</summary>
    internal bool Names(TableShape table, object?[] row) =>
        _last.TryGetValue(table.Name, out Dictionary<string, int>? rows) && rows.ContainsKey(AddressOf(table, row));

    /// <summary>The rows of a table as the log has them last.</summary>
    internal IEnumerable<List<object?[]>> Rows(TableShape table)
    {
        foreach (
            (BackupPart part, byte[] stored, int segment) in _parts.Where(one => one.Part.Table == table.Name && one.Part.Path is null)
        )
        {
            List<object?[]> rows = Decode(part, stored, table);
            rows.RemoveAll(row => _last[table.Name][AddressOf(table, row)] != segment);
            if (rows.Count > 0)
                yield return rows;
        }
    }

    private static string AddressOf(TableShape table, object?[] row) =>
        string.Join(
            '\u001f',
            table.Address.Select(column => Convert.ToString(row[table.At(column)], System.Globalization.CultureInfo.InvariantCulture))
        );

    private void Add(BackupPart part, byte[] stored, int segment)
    {
        TableShape table =
            CopiedTables.Find(part.Table ?? "") ?? throw BackupFailure.Damaged(part.Name, $"is of the unknown table '{part.Table}'");
        if (!_last.TryGetValue(table.Name, out Dictionary<string, int>? last))
            _last[table.Name] = last = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (object?[] row in Decode(part, stored, table))
            last[AddressOf(table, row)] = segment;
        if (part.Path is null)
            _parts.Add((part, stored, segment));
    }

    private List<object?[]> Decode(BackupPart part, byte[] stored, TableShape table)
    {
        try
        {
            byte[] plain = PartPacking.Unpack(part, stored, _place.Key);
            if (part.Path is null)
                return BackupVerifier.RowsOf(part, plain).Rows;
            (TableShape shape, List<object?[]> gone) = RowDecoder.Decode(plain);
            return shape == table && gone.Count == part.Rows
                ? gone
                : throw new InvalidDataException("holds other rows than its header says");
        }
        catch (InvalidDataException damaged)
        {
            throw BackupFailure.Damaged(part.Name, damaged.Message, damaged);
        }
    }
}
