namespace Orleans.Configuration;

/// <summary>How a silo's calls travel.</summary>
public class SiloMessagingOptions : MessagingOptions
{
    public int MaxForwardCount { get; set; } = 2;

    public TimeSpan MaxRequestProcessingTime { get; set; } = TimeSpan.FromHours(2);

    public TimeSpan SystemResponseTimeout { get; set; } = TimeSpan.FromSeconds(30);
}
