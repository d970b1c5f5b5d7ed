using System.Security.Cryptography;
using RagCluster.Backup.Encryption;
using RagCluster.Backup.Manifests;
using RagCluster.Backup.Parts;
using RagCluster.Backup.Rows;
using RagCluster.Storage.Relational.Copying;

namespace RagCluster.Backup.Shipping;

/// <summary>Collects what changed into the parts of a segment.</summary>
internal sealed class SegmentWriter(SegmentName name, int schemaVersion, BackupKey? key)
{
    private const long PartBytes = 4 << 20;
    private readonly List<BackupPart> _parts = [];
    private readonly List<ReadOnlyMemory<byte>> _bytes = [];

    /// <summary>Adds a table's changes.</summary>
    internal void Add(TableShape table, IEnumerable<ChangedRow> changes)
    {
        RowEncoder rows = new(table.Name, table.Columns);
        RowEncoder gone = new(table.Name, table.Columns);
        foreach (ChangedRow change in changes)
        {
            RowEncoder part = change.Values is null ? gone : rows;
            part.Add(change.Values ?? Gone(table, change.Address));
            if (part.Length < PartBytes)
                continue;
            Complete(table, part, change.Values is null);
            if (change.Values is null)
                gone = new RowEncoder(table.Name, table.Columns);
            else
                rows = new RowEncoder(table.Name, table.Columns);
        }

        Complete(table, gone, isGone: true);
        Complete(table, rows, isGone: false);
    }

    /// <summary>The segment's bytes, piece by piece.</summary>
    internal IReadOnlyList<ReadOnlyMemory<byte>> Complete() =>
        SegmentCodec.Encode(
            new SegmentHeader
            {
                Name = name.ToString(),
                SchemaVersion = schemaVersion,
                KeyId = key?.Id,
                Parts = _parts,
            },
            _bytes,
            key
        );

    private static object?[] Gone(TableShape table, object?[] address)
    {
        object?[] row = new object?[table.Columns.Count];
        for (int i = 0; i < address.Length; i++)
            row[table.At(table.Address[i])] = address[i];
        return row;
    }

    private void Complete(TableShape table, RowEncoder part, bool isGone)
    {
        if (part.Rows == 0)
            return;
        byte[] plain = part.Complete();
        string called = FormattableString.Invariant($"{name}#{_parts.Count}");
        byte[] stored = PartPacking.Pack(called, plain, key);
        _parts.Add(
            new BackupPart(
                called,
                table.Name,
                isGone ? SegmentCodec.GonePath : null,
                part.Rows,
                plain.LongLength,
                stored.LongLength,
                Convert.ToHexStringLower(SHA256.HashData(stored)),
                ""
            )
        );
        _bytes.Add(stored);
    }
}
