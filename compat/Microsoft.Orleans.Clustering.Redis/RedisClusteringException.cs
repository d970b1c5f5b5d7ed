namespace Orleans.Clustering.Redis;

/// <summary>The membership table could not be read or written.</summary>
public class RedisClusteringException : Exception
{
    /// <summary>Says nothing more.</summary>
    public RedisClusteringException() { }

    /// <summary>Says what went wrong.</summary>
    /// <param name="message">What went wrong.</param>
    public RedisClusteringException(string message)
        : base(message) { }

    /// <summary>Says what went wrong, and why.</summary>
    /// <param name="message">What went wrong.</param>
    /// <param name="innerException">Why.</param>
    public RedisClusteringException(string message, Exception innerException)
        : base(message, innerException) { }
}
