namespace Orleans.Configuration;

/// <summary>How connections are opened.</summary>
internal class ConnectionOptions
{
    public static readonly TimeSpan DEFAULT_OPENCONNECTION_TIMEOUT = TimeSpan.FromSeconds(5);

    /// <summary>How long after a failure a connection is not tried again.</summary>
    public TimeSpan ConnectionRetryDelay { get; set; } = TimeSpan.FromSeconds(1);

    public TimeSpan OpenConnectionTimeout { get; set; } = DEFAULT_OPENCONNECTION_TIMEOUT;
}
