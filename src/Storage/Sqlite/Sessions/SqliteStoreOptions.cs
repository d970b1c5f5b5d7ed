namespace RagCluster.Storage.Sqlite.Sessions;

/// <summary>Settings of the embedded store, section <c>RAG__Storage</c>.</summary>
public sealed record SqliteStoreOptions
{
    /// <summary>The folder that holds the database; made when missing. Only one process may open it.</summary>
    public string DataFolder { get; init; } = "./data";

    /// <summary>Writes that may wait. 1,024 keep a commit group full; the next caller is told to come back.</summary>
    public int QueueLimit { get; init; } = 1_024;

    /// <summary>Bytes of content that may wait, so that a few large uploads can't take the process's memory.</summary>
    public long QueueBytesMax { get; init; } = 256L << 20;

    /// <summary>Writes in one commit. Beyond some hundreds the shared flush costs less than the writes themselves.</summary>
    public int GroupCountMax { get; init; } = 256;

    /// <summary>Bytes in one commit, which bound how long the first write of a group waits for the last.</summary>
    public long GroupBytesMax { get; init; } = 16L << 20;

    /// <summary>Pages of 4 KiB written to the write-ahead log before they are copied into the database. 4,096 are 16 MiB.</summary>
    public int CheckpointPages { get; init; } = 4_096;

    /// <summary>Connections for reading, each with its own page cache.</summary>
    public int ReaderCount { get; init; } = 4;

    /// <summary>How long finished jobs are kept.</summary>
    public TimeSpan JobRetention { get; init; } = TimeSpan.FromDays(30);

    /// <summary>From which share of the disk on nothing new is taken, so that what was taken can still be indexed and deleted.</summary>
    public double DiskShareMax { get; init; } = 0.95;

    /// <summary>
    /// Bytes kept back on the disk for deletions; a sixteenth of the disk where that is less. Twice the log that waits to be copied.
    /// </summary>
    public long DiskReserveBytes { get; init; } = 32L << 20;

    /// <summary>Whether what is deleted is overwritten in the file. What is encrypted may have stood there in the clear.</summary>
    internal bool WipesFreed { get; init; }

    /// <summary>Where the shards' files are: a sign that there was a database. Not a setting of the store.</summary>
    internal string ShardsFolder
    {
        get => field ?? Path.Combine(DataFolder, "shards");
        init;
    }

    /// <summary>The same settings, for a store whose shards are in a folder.</summary>
    public SqliteStoreOptions WithShards(string folder) => this with { ShardsFolder = folder };

    /// <summary>Hears how far the opening of a damaged database has come. Not a setting of the store.</summary>
    internal Action<string>? Progress { get; init; }

    /// <summary>The same settings, for whoever waits for the opening.</summary>
    public SqliteStoreOptions WithProgress(Action<string> progress) => this with { Progress = progress };

    /// <summary>Checks the settings.</summary>
    /// <exception cref="ArgumentException">A setting is out of its range; the message names it and the fix.</exception>
    public void Validate()
    {
        if (string.IsNullOrWhiteSpace(DataFolder))
        {
            throw new ArgumentException("RAG__Storage__DataFolder is empty: set it to the folder that keeps the data, for example ./data.");
        }

        Require(nameof(QueueLimit), QueueLimit, 1, 1_000_000);
        Require(nameof(QueueBytesMax), QueueBytesMax, 1 << 20, 1L << 40);
        Require(nameof(GroupCountMax), GroupCountMax, 1, 100_000);
        Require(nameof(GroupBytesMax), GroupBytesMax, 1, 1L << 40);
        Require(nameof(CheckpointPages), CheckpointPages, 1, 1_000_000);
        Require(nameof(ReaderCount), ReaderCount, 1, 256);
        Require(nameof(DiskReserveBytes), DiskReserveBytes, 0, 1L << 40);
        if (DiskShareMax is not (> 0 and <= 1))
        {
            throw new ArgumentException(
                FormattableString.Invariant(
                    $"RAG__Storage__{nameof(DiskShareMax)} is {DiskShareMax}: set it to a share above 0 and up to 1, for example 0.95."
                )
            );
        }

        Require(nameof(JobRetention), JobRetention.Ticks, TimeSpan.TicksPerMinute, TimeSpan.MaxValue.Ticks);
    }

    private static void Require(string name, long value, long min, long max)
    {
        if (value < min || value > max)
        {
            throw new ArgumentException(
                FormattableString.Invariant($"RAG__Storage__{name} is {value}: set it to a value from {min} to {max}.")
            );
        }
    }
}
