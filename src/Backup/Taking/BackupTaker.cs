using System.Runtime.CompilerServices;
using RagCluster.Backup.Destinations;
using RagCluster.Backup.Manifests;
using RagCluster.Backup.Parts;
using RagCluster.Backup.Rows;
using RagCluster.Corpus.Errors;
using RagCluster.Storage.Relational.Copying;

namespace RagCluster.Backup.Taking;

/// <summary>
/// Takes backups. What is promised: a backup that has a manifest is whole, whenever the process or the machine stopped.
/// <list type="number">
/// <item>The rows are read as of one moment, while others go on writing, and cut into parts.</item>
/// <item>A part that an earlier backup holds byte for byte is not written again; the manifest names that one's. So each backup is full for
/// who restores it, and costs what has changed.</item>
/// <item>Each part is flushed when its write returns. Then every part is read back and compared with its SHA-256, and the new ones are
/// unpacked.</item>
/// <item>The manifest comes last, in one step. What a process leaves that died before is no backup, and <see cref="Retention"/> removes
/// it.</item>
/// </list>
/// </summary>
/// <param name="source">The store.</param>
/// <param name="destination">Where backups go.</param>
/// <param name="time">The clock.</param>
public sealed class BackupTaker(IRowSource source, BackupDestination destination, TimeProvider time)
{
    private const int PieceBytes = 8 << 20;
    private const int WritersMax = 2;

    // Parts small enough that a changed row costs little, and large enough that a store of a gigabyte has some hundreds. One row more is
    // held at most.
    private static readonly RowCutter Cutter = new(1 << 20, 3 << 20, 16 << 20);

    // Nothing that retention may remove while this backup is taken is built upon.
    private static readonly TimeSpan ReuseMax = Retention.MinimumAge - TimeSpan.FromDays(1);

    /// <summary>The version that manifests tell.</summary>
    public string Product { get; init; } = typeof(BackupTaker).Assembly.GetName().Version?.ToString(3) ?? "";

    /// <summary>Takes a backup.</summary>
    /// <param name="kind">What it holds.</param>
    /// <param name="files">Files that belong into it.</param>
    /// <param name="cancellationToken">Ends it; there is no backup then.</param>
    /// <exception cref="RagException">The store failed or is damaged, or what was written did not read back.</exception>
    /// <exception cref="IOException">The destination failed.</exception>
    public async Task<BackupManifest> TakeAsync(BackupKind kind, IReadOnlyList<BackupFile> files, CancellationToken cancellationToken)
    {
        BackupManifest? earlier = await FindEarlierAsync(cancellationToken);
        // Before the rows are read: all that was acknowledged by now is in it.
        DateTimeOffset at = time.GetUtcNow();
        string name = BackupName.New(at);
        BackupManifest manifest = await Task.Run(
            () => source.SnapshotAsync(snapshot => WriteRowsAsync(snapshot, name, kind, earlier, cancellationToken), cancellationToken),
            cancellationToken
        );
        manifest = manifest with { CreatedAt = at };
        List<BackupPart> parts = [.. manifest.Parts];
        await using PartWriter writer = new(destination, name, earlier, WritersMax) { First = parts.Count };
        foreach (BackupFile file in files)
        {
            await foreach (byte[] piece in PiecesAsync(file, cancellationToken))
                await writer.AddAsync(null, file.Path, piece, 0, cancellationToken);
        }

        parts.AddRange(await writer.CompleteAsync());
        manifest = manifest with { Parts = parts };
        await new BackupVerifier(destination).VerifyPartsAsync(manifest, cancellationToken);
        await destination.WriteManifestAsync(manifest, cancellationToken);
        // As the destination has it now, not as it is remembered here.
        return await destination.ReadManifestAsync(name, cancellationToken);
    }

    private async Task<BackupManifest?> FindEarlierAsync(CancellationToken cancellationToken)
    {
        if ((await destination.ListAsync(cancellationToken)).LastOrDefault() is not { } name)
            return null;
        try
        {
            BackupManifest manifest = await destination.ReadManifestAsync(name, cancellationToken);
            return time.GetUtcNow() - manifest.CreatedAt < ReuseMax ? manifest : null;
        }
        catch (RagException)
        {
            // Damaged, or of another key: nothing is built upon it.
            return null;
        }
    }

    private async Task<BackupManifest> WriteRowsAsync(
        RowSnapshot snapshot,
        string name,
        BackupKind kind,
        BackupManifest? earlier,
        CancellationToken cancellationToken
    )
    {
        if (snapshot.IsOfEncryptedStore && destination.Key is null)
            throw BackupFailure.Unencrypted();
        ChangePosition? position = snapshot.Position;
        await using PartWriter writer = new(destination, name, earlier, WritersMax);
        IEnumerable<TableShape> tables = kind == BackupKind.Full ? CopiedTables.All : [CopiedTables.Collections];
        foreach (TableShape table in tables)
        {
            IEnumerable<object?[]> rows = snapshot.Read(table);
            if (kind == BackupKind.Configuration)
                rows = rows.Select(CopiedTables.WithoutCounts);
            foreach ((byte[] bytes, int count) in Cutter.Cut(table, rows))
                await writer.AddAsync(table.Name, null, bytes, count, cancellationToken);
        }

        return new BackupManifest
        {
            Format = BackupManifest.CurrentFormat,
            Name = name,
            Kind = kind,
            CreatedAt = BackupName.TimeOf(name),
            Product = Product,
            Engine = snapshot.Engine,
            SchemaVersion = snapshot.SchemaVersion,
            Compression = PartPacking.Compression,
            Encryption = destination.Key is null ? null : PartPacking.Encryption,
            KeyId = destination.Key?.Id,
            LogChain = kind == BackupKind.Full ? position?.Chain : null,
            LogTick = kind == BackupKind.Full ? position?.Tick : null,
            LogFrom = kind == BackupKind.Full ? position?.Open : null,
            Parts = await writer.CompleteAsync(),
        };
    }

    private static async IAsyncEnumerable<byte[]> PiecesAsync(BackupFile file, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using Stream stream = file.Open();
        byte[] buffer = new byte[PieceBytes];
        int count;
        bool isFirst = true;
        // An empty file is one empty piece.
        while ((count = await stream.ReadAtLeastAsync(buffer, PieceBytes, throwOnEndOfStream: false, cancellationToken)) > 0 || isFirst)
        {
            isFirst = false;
            yield return buffer.AsSpan(0, count).ToArray();
        }
    }
}
