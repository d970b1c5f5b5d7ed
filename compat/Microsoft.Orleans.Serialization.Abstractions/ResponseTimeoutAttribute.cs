using System.Globalization;

namespace Orleans;

/// <summary>How long a caller of this method waits.</summary>
/// <param name="timeout">A <see cref="TimeSpan"/> in its text form.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ResponseTimeoutAttribute(string timeout) : Attribute
{
    public TimeSpan? Timeout { get; init; } = TimeSpan.Parse(timeout, CultureInfo.InvariantCulture);
}
