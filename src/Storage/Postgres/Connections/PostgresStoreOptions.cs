using System.Globalization;
using Npgsql;

namespace RagCluster.Storage.Postgres.Connections;

/// <summary>Settings of the PostgreSQL store, section <c>RAG__Storage__Postgres</c>.</summary>
public sealed record PostgresStoreOptions
{
    /// <summary>Where the database is, in Npgsql's form: <c>Host=…;Database=…;Username=…;Password=…</c>.</summary>
    public string ConnectionString { get; init; } = "";

    /// <summary>Connections at most, of which one writes groups. PostgreSQL's default of 100 then serves six silos.</summary>
    public int PoolMax { get; init; } = 16;

    /// <summary>
    /// How long a connection or one statement may take before the caller is told to come back. The store's promise is an answer within 2 s.
    /// </summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// How long another silo's unfinished transaction may stand idle before the server ends it: a paused silo holds the others up no
    /// longer.
    /// </summary>
    public TimeSpan IdleTransactionMax { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long the start waits for a server that does not accept connections yet.</summary>
    public TimeSpan StartMax { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long the start waits for another silo that migrates.</summary>
    public TimeSpan MigrationMax { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Writes that may wait. 1,024 keep a commit group full; the next caller is told to come back.</summary>
    public int QueueLimit { get; init; } = 1_024;

    /// <summary>Bytes of content that may wait, so that a few large uploads can't take the process's memory.</summary>
    public long QueueBytesMax { get; init; } = 256L << 20;

    /// <summary>Writes in one commit. Beyond some hundreds the shared flush costs less than the writes themselves.</summary>
    public int GroupCountMax { get; init; } = 256;

    /// <summary>Bytes in one commit, which bound how long the first write of a group waits for the last.</summary>
    public long GroupBytesMax { get; init; } = 16L << 20;

    /// <summary>How long finished jobs are kept.</summary>
    public TimeSpan JobRetention { get; init; } = TimeSpan.FromDays(30);

    /// <summary>Checks the settings.</summary>
    /// <exception cref="ArgumentException">A setting is wrong; the message names it and the fix, and never repeats the connection
    /// string.</exception>
    public void Validate()
    {
        string hosts = Parse().Host ?? "";
        if (string.IsNullOrWhiteSpace(hosts))
        {
            throw new ArgumentException(
                "RAG__Storage__Postgres__ConnectionString names no server: add Host=…;Database=…;Username=… to it."
            );
        }

        if (hosts.Split(',').Any(HasOddPort))
        {
            throw new ArgumentException(
                "RAG__Storage__Postgres__ConnectionString names a server with a port that is no number: write Host=name:5432 or Port=5432."
            );
        }

        Require(nameof(PoolMax), PoolMax, 3, 1_000);
        Require(nameof(QueueLimit), QueueLimit, 1, 1_000_000);
        Require(nameof(QueueBytesMax), QueueBytesMax, 1 << 20, 1L << 40);
        Require(nameof(GroupCountMax), GroupCountMax, 1, 100_000);
        Require(nameof(GroupBytesMax), GroupBytesMax, 1, 1L << 40);
        Require(nameof(Timeout), Timeout, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5));
        Require(nameof(IdleTransactionMax), IdleTransactionMax, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5));
        Require(nameof(StartMax), StartMax, TimeSpan.Zero, TimeSpan.FromHours(1));
        Require(nameof(MigrationMax), MigrationMax, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1));
        Require(nameof(JobRetention), JobRetention, TimeSpan.FromMinutes(1), TimeSpan.MaxValue);
    }

    /// <summary>
    /// The connection string with what the store needs. What an operator wrote under <c>Options</c> comes last and is checked at the start.
    /// </summary>
    internal string BuildConnectionString()
    {
        NpgsqlConnectionStringBuilder builder = Parse();
        int seconds = (int)Math.Ceiling(Timeout.TotalSeconds);
        builder.Pooling = true;
        builder.MaxPoolSize = PoolMax;
        builder.MinPoolSize = 0;
        builder.Timeout = seconds;
        builder.CommandTimeout = seconds;
        builder.CancellationTimeout = 500;
        builder.MaxAutoPrepare = 100;
        builder.AutoPrepareMinUsages = 2;
        builder.NoResetOnClose = true;
        builder.Enlist = false;
        builder.ApplicationName ??= "ragcluster";
        builder.Options = string.Create(
                CultureInfo.InvariantCulture,
                $"-c synchronous_commit=on -c lock_timeout={(long)(0.75 * Timeout.TotalMilliseconds)} -c "
                    + $"statement_timeout={(long)(5 * Timeout.TotalMilliseconds)} -c "
                    + $"idle_in_transaction_session_timeout={(long)IdleTransactionMax.TotalMilliseconds} {builder.Options}"
            )
            .TrimEnd();
        return builder.ConnectionString;
    }

    private NpgsqlConnectionStringBuilder Parse()
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(ConnectionString);
        }
        catch (Exception error) when (error is ArgumentException or FormatException or KeyNotFoundException)
        {
            // The parser's message may repeat a part of the string, which holds the password.
            throw new ArgumentException(
                "RAG__Storage__Postgres__ConnectionString can't be read: write it as Host=…;Database=…;Username=…;Password=…."
            );
        }
    }

    // Several colons are an IPv6 address.
    private static bool HasOddPort(string host) =>
        host.Split(':') is [_, var port] && !ushort.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out _);

    private static void Require<T>(string name, T value, T min, T max)
        where T : IComparable<T>
    {
        if (value.CompareTo(min) < 0 || value.CompareTo(max) > 0)
        {
            throw new ArgumentException(
                FormattableString.Invariant($"RAG__Storage__Postgres__{name} is {value}: set it to a value from {min} to {max}.")
            );
        }
    }
}
