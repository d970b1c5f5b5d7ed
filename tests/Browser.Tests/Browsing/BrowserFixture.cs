using Microsoft.Playwright;
using RagCluster.TestKit;

namespace RagCluster.Browser.Tests.Browsing;

/// <summary>One server and one browser for all tests; each test has a tab and a collection of its own.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    // A page of one machine's own server has no use for the services that a browser calls by itself.
    private static readonly string[] Switches =
    [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ];

    private readonly TempFolder _data = new();
    private SiloProcess? _silo;
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>A client of the server, to compare what the page shows with what the server says.</summary>
    internal HttpClient Http => _silo!.Http;

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        string chromium = FindChromium();
        _silo = await SiloProcess.StartAsync(_data.FullPath);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = chromium, Args = Switches });
    }

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
        if (_silo is not null)
            await _silo.DisposeAsync();
        _data.Dispose();
    }

    /// <summary>Opens a page of the server in a fresh profile.</summary>
    /// <param name="path">Path and fragment.</param>
    /// <param name="width">The window's width in CSS pixels.</param>
    internal async Task<Tab> OpenAsync(string path, int width = 1280)
    {
        IBrowserContext context = await _browser!.NewContextAsync(
            new BrowserNewContextOptions
            {
                BaseURL = Http.BaseAddress!.ToString(),
                ViewportSize = new ViewportSize { Width = width, Height = 800 },
            }
        );
        Tab tab = new(context, await context.NewPageAsync());
        await tab.Page.GotoAsync(path);
        return tab;
    }

    private static string FindChromium()
    {
        string path = Environment.GetEnvironmentVariable("RAG_CHROMIUM") is { Length: > 0 } named ? named : "/usr/bin/chromium";
        return File.Exists(path)
            ? path
            : throw new InvalidOperationException($"{path} is missing: install chromium, or name one with RAG_CHROMIUM.");
    }
}
