using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using RagCluster.Browser.Tests.Browsing;
using RagCluster.TestKit;

namespace RagCluster.Browser.Tests;

/// <summary>The page at <c>/cluster</c>.</summary>
[Collection(BrowserCollection.Name)]
public sealed class ClusterPageTests(BrowserFixture browser)
{
    [Fact]
    public async Task Silo_IsShownWithWhatTheServerSaysOfIt()
    {
        await using Tab tab = await browser.OpenAsync("/cluster");
        await tab.At("#silos .silo .pill", "active").WaitForAsync();
        JsonNode silo = (await browser.Http.GetFromJsonAsync<JsonNode>("/api/v1/cluster"))!["silos"]![0]!;
        Assert.Equal(silo["name"]!.ToString(), await tab.At("#silos .silo .name").InnerTextAsync());
        Assert.Contains(
            silo["address"]!.ToString().Split('@')[0],
            await tab.At("#silos .silo .hint").InnerTextAsync(),
            StringComparison.Ordinal
        );
        Assert.Equal("1", await tab.At("#totals div", "Silos active").Locator("dd").InnerTextAsync());
        Assert.True(await tab.Page.EvaluateAsync<bool>("document.querySelector('.silo progress[aria-label=Memory]').value > 0"));
        await tab.ShootAsync("cluster-light");
        tab.AssertQuiet();
    }

    [Fact]
    public async Task Calls_AppearWithoutReloading()
    {
        string collection = await NewCollectionAsync(shards: 2);
        await using Tab tab = await browser.OpenAsync("/cluster");
        ILocator calls = tab.At("#grains tr[data-key=ModelRegistryGrain] td").Nth(6);
        await calls.WaitForAsync();
        string before = await calls.InnerTextAsync();
        await browser.Http.GetAsync("/api/v1/models");
        await tab.Page.WaitForFunctionAsync(
            "before => document.querySelector('#grains tr[data-key=ModelRegistryGrain]').cells[6].textContent !== before",
            before
        );
        await tab.Page.SelectOptionAsync("#shards-collection", collection);
        await tab.At("#shards tbody tr").Nth(1).Locator(".replica", new LocatorLocatorOptions { HasText = "replica 0" }).WaitForAsync();
        Assert.Equal("2 shards, 2 replicas", (await tab.At("#shards-summary").InnerTextAsync()).Replace('\u00a0', ' '));
        tab.AssertQuiet();
    }

    [Fact]
    public async Task Cache_ShowsItsTiers_AndAHitWithoutReloading()
    {
        string collection = await NewCollectionAsync(shards: 1);
        await using Tab tab = await browser.OpenAsync("/cluster");
        ILocator hits = tab.At("#cache tr[data-key=L1] td").Nth(3);
        await hits.WaitForAsync();
        Assert.Equal(3, await tab.At("#cache tbody tr").CountAsync());
        string before = await hits.InnerTextAsync();
        using CancellationTokenSource patience = new(TestPatience.Max);
        JsonNode? found = null;
        while (found?["cached"] is null)
        {
            using HttpResponseMessage response = await browser.Http.PostAsJsonAsync(
                $"/api/v1/collections/{collection}/search",
                new { query = "lantern" },
                patience.Token
            );
            found = await response.Content.ReadFromJsonAsync<JsonNode>(patience.Token);
        }

        await tab.Page.WaitForFunctionAsync(
            "before => document.querySelector('#cache tr[data-key=L1]').cells[3].textContent !== before",
            before
        );
        await tab.At("#cache-kinds tr[data-key=retrieval] td")
            .Nth(2)
            .Filter(new LocatorFilterOptions { HasTextRegex = new Regex("^[1-9]") })
            .WaitForAsync();
        tab.AssertQuiet();
    }

    [Fact]
    public async Task GrainType_OpensByKeyboard_AndStaysAfterReloading()
    {
        string collection = await NewCollectionAsync(shards: 2);
        await using Tab tab = await browser.OpenAsync($"/cluster#c={collection}");
        ILocator open = tab.At("#grains button", "IndexShardGrain");
        await open.FocusAsync();
        await tab.Page.Keyboard.PressAsync("Enter");
        await tab.At("#grain-title:focus", "IndexShardGrain").WaitForAsync();
        await tab.At("#grain-activations td.id", $"{collection}/1/").WaitForAsync();
        await tab.At("#grain-methods td", "GetStatusAsync").First.WaitForAsync();

        await tab.Page.ReloadAsync();
        await tab.At("#grain-activations td.id", $"{collection}/0/").WaitForAsync();
        Assert.Equal(collection, await tab.Page.InputValueAsync("#shards-collection"));
        await tab.ShootAsync("cluster-grain");
        await tab.At("#grain-close").FocusAsync();
        await tab.Page.Keyboard.PressAsync("Enter");
        await tab.At("#grains tr[data-key=IndexShardGrain] button:focus").WaitForAsync();
        Assert.False(await tab.At("#grain").IsVisibleAsync());
        tab.AssertQuiet();
    }

    [Fact]
    public async Task Telephone_InTheDark_NeedsNoSidewaysScrolling()
    {
        string collection = await NewCollectionAsync(shards: 4);
        await using Tab tab = await browser.OpenAsync($"/cluster#c={collection}&grain=IndexShardGrain", width: 375);
        await tab.Page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = ColorScheme.Dark });
        await tab.At("#shards .replica").First.WaitForAsync();
        await tab.At("#grain-activations td.id").First.WaitForAsync();
        Assert.True(await tab.OverflowAsync() <= 0, "The page is wider than the window.");
        await tab.ShootAsync("cluster-telephone-dark");
        tab.AssertQuiet();
    }

    [Fact]
    public async Task FirstPage_LeadsHere()
    {
        await using Tab tab = await browser.OpenAsync("/");
        await tab.At(".top nav a", "Cluster").ClickAsync();
        await tab.At("#silos .silo").First.WaitForAsync();
        await tab.At("#server[data-state=ok]").WaitForAsync();
        tab.AssertQuiet();
    }

    private async Task<string> NewCollectionAsync(int shards)
    {
        string name = $"c{Guid.NewGuid():N}";
        using HttpResponseMessage created = await browser.Http.PostAsJsonAsync("/api/v1/collections", new { name, shards });
        created.EnsureSuccessStatusCode();
        return name;
    }
}
