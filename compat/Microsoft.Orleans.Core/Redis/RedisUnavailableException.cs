namespace Orleans.Redis;

/// <summary>Redis could not be reached, or refused a command. To be tried again.</summary>
internal sealed class RedisUnavailableException : OrleansException
{
    public RedisUnavailableException(string message)
        : base(message) { }

    public RedisUnavailableException(string message, Exception innerException)
        : base(message, innerException) { }
}
