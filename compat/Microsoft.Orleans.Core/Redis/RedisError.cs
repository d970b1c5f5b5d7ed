namespace Orleans.Redis;

/// <summary>An error that Redis answered instead of a value.</summary>
internal sealed record RedisError(string Message);
