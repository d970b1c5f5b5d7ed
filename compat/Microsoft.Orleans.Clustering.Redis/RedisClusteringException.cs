namespace Orleans.Clustering.Redis;

/// <summary>The membership table could not be read or written.</summary>
internal class RedisClusteringException : Exception
{
    public RedisClusteringException() { }

    public RedisClusteringException(string message)
        : base(message) { }

    public RedisClusteringException(string message, Exception innerException)
        : base(message, innerException) { }
}
