using System.Globalization;

namespace StackExchange.Redis;

/// <summary>How Redis is reached. The part of the official class that a connection string needs.</summary>
public sealed class ConfigurationOptions
{
    public EndPointCollection EndPoints { get; } = [];

    public string? User { get; set; }

    public string? Password { get; set; }

    public bool Ssl { get; set; }

    public string? SslHost { get; set; }

    public int? DefaultDatabase { get; set; }

    public bool AbortOnConnectFail { get; set; } = true;

    /// <summary>Milliseconds.</summary>
    public int ConnectTimeout { get; set; } = 5000;

    /// <summary>Milliseconds.</summary>
    public int AsyncTimeout { get; set; } = 5000;

    /// <summary>Reads "host:port,host2,password=…,ssl=true,…".</summary>
    /// <exception cref="ArgumentException">An option is not known here.</exception>
    public static ConfigurationOptions Parse(string configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        ConfigurationOptions options = new();
        foreach (string part in configuration.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            int equals = part.IndexOf('=');
            if (equals < 0)
                options.EndPoints.Add(part);
            else
                options.Set(part[..equals].Trim().ToUpperInvariant(), part[(equals + 1)..].Trim());
        }

        return options;
    }

    private void Set(string name, string value)
    {
        switch (name)
        {
            case "USER":
                User = value;
                break;
            case "PASSWORD":
                Password = value;
                break;
            case "SSL":
                Ssl = bool.Parse(value);
                break;
            case "SSLHOST":
                SslHost = value;
                break;
            case "DEFAULTDATABASE":
                DefaultDatabase = Number(value);
                break;
            case "ABORTCONNECT":
                AbortOnConnectFail = bool.Parse(value);
                break;
            case "CONNECTTIMEOUT":
                ConnectTimeout = Number(value);
                break;
            case "ASYNCTIMEOUT" or "SYNCTIMEOUT":
                AsyncTimeout = Number(value);
                break;
            default:
                throw new ArgumentException($"Keyword '{name}' is not supported.", nameof(name));
        }
    }

    private static int Number(string value) => int.Parse(value, NumberStyles.None, CultureInfo.InvariantCulture);
}
