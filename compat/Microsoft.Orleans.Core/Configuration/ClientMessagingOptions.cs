namespace Orleans.Configuration;

/// <summary>How a client's calls travel.</summary>
public class ClientMessagingOptions : MessagingOptions;
