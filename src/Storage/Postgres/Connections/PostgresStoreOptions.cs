using System.Globalization;
using Npgsql;

namespace RagCluster.Storage.Postgres.Connections;

/// <summary>Settings of the PostgreSQL store, section <c>RAG__Storage__Postgres</c>.</summary>
public sealed record PostgresStoreOptions
{
    /// <summary>Where the database is, in Npgsql's form: <c>Host=…;Database=…;Username=…;Password=…</c>.</summary>
    public string ConnectionString { get; init; } = "";

    /// <summary>
    /// Where servers are that follow this one by streaming, in the same form; several as <c>Host=a,b</c>. What is large is read from one
    /// that has replayed all that is committed, and from the primary while none has. Empty for none.
    /// </summary>
    public string ReplicaConnectionString { get; init; } = "";

    /// <summary>
    /// Whether PgBouncer, or another pooler that lends its connections for one transaction each, stands before the server. Nothing is then
    /// left to a session: no prepared statements, and what commits rest on is set in each transaction.
    /// </summary>
    public bool TransactionPooling { get; init; }

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
        RequireServer(nameof(ConnectionString), ConnectionString);
        if (ReplicaConnectionString.Length > 0)
        {
            RequireServer(nameof(ReplicaConnectionString), ReplicaConnectionString);
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
    internal string BuildConnectionString() => Build(nameof(ConnectionString), ConnectionString);

    /// <summary>The replicas' connection string with what the store needs. Which of them is asked changes with each read.</summary>
    internal string BuildReplicaConnectionString() =>
        new NpgsqlConnectionStringBuilder(Build(nameof(ReplicaConnectionString), ReplicaConnectionString))
        {
            LoadBalanceHosts = true,
            HostRecheckSeconds = (int)PostgresReplicas.Pause.TotalSeconds,
            TargetSessionAttributes = null,
        }.ConnectionString;

    /// <summary>The connection string for Orleans' own storage provider, whose statements are one transaction each.</summary>
    public string GrainStateConnectionString =>
        TransactionPooling
            // DISCARD ALL would clear the session of whoever has the pooler's connection by then.
            ? new NpgsqlConnectionStringBuilder(ConnectionString) { NoResetOnClose = true, Enlist = false }.ConnectionString
            : ConnectionString;

    /// <summary>
    /// Sets for one transaction what a session's options set otherwise; null where sessions last. One statement with one row.
    /// </summary>
    internal string? TransactionSettings =>
        TransactionPooling
            ? $"SELECT {string.Join(", ", SessionSettings.Select(one => $"set_config('{one.Name}', '{one.Value}', true)"))}"
            : null;

    /// <summary>Begins a transaction in a script.</summary>
    internal string BeginScript => TransactionSettings is { } settings ? $"BEGIN; {settings}" : "BEGIN";

    /// <summary>What the server must know of a session, or of a transaction. Times are in milliseconds.</summary>
    internal (string Name, string Value)[] SessionSettings =>
        [
            ("synchronous_commit", "on"),
            ("lock_timeout", Milliseconds(0.75 * Timeout)),
            ("statement_timeout", Milliseconds(5 * Timeout)),
            ("idle_in_transaction_session_timeout", Milliseconds(IdleTransactionMax)),
        ];

    private string Build(string setting, string text)
    {
        NpgsqlConnectionStringBuilder builder = Parse(setting, text);
        int seconds = (int)Math.Ceiling(Timeout.TotalSeconds);
        builder.Pooling = true;
        builder.MaxPoolSize = PoolMax;
        builder.MinPoolSize = 0;
        builder.Timeout = seconds;
        builder.CommandTimeout = seconds;
        builder.CancellationTimeout = 500;
        builder.MaxAutoPrepare = TransactionPooling ? 0 : 100;
        builder.AutoPrepareMinUsages = 2;
        builder.NoResetOnClose = true;
        builder.Enlist = false;
        builder.ApplicationName ??= "ragcluster";
        if (!TransactionPooling)
        {
            builder.Options =
                $"{string.Join(' ', SessionSettings.Select(one => $"-c {one.Name}={one.Value}"))} {builder.Options}".TrimEnd();
        }

        return builder.ConnectionString;
    }

    private void RequireServer(string setting, string text)
    {
        NpgsqlConnectionStringBuilder builder = Parse(setting, text);
        string hosts = builder.Host ?? "";
        if (string.IsNullOrWhiteSpace(hosts))
        {
            throw new ArgumentException($"RAG__Storage__Postgres__{setting} names no server: add Host=…;Database=…;Username=… to it.");
        }

        if (hosts.Split(',').Any(HasOddPort))
        {
            throw new ArgumentException(
                $"RAG__Storage__Postgres__{setting} names a server with a port that is no number: write Host=name:5432 or Port=5432."
            );
        }

        if (TransactionPooling && !string.IsNullOrEmpty(builder.Options))
        {
            throw new ArgumentException(
                $"RAG__Storage__Postgres__{setting} has Options and RAG__Storage__Postgres__TransactionPooling is true: a pooler does not "
                    + "pass them on. Set them for the role or the database (ALTER ROLE … SET …), and leave Options out."
            );
        }
    }

    private static NpgsqlConnectionStringBuilder Parse(string setting, string text)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(text);
        }
        catch (Exception error) when (error is ArgumentException or FormatException or KeyNotFoundException)
        {
            // The parser's message may repeat a part of the string, which holds the password.
            throw new ArgumentException(
                $"RAG__Storage__Postgres__{setting} can't be read: write it as Host=…;Database=…;Username=…;Password=…."
            );
        }
    }

    private static string Milliseconds(TimeSpan time) => ((long)time.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);

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
